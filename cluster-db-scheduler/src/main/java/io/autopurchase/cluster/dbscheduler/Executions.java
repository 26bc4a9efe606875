package io.autopurchase.cluster.dbscheduler;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import io.autopurchase.ActivityId;
import io.autopurchase.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.concurrent.ThreadSafe;
import javax.sql.DataSource;

/** The rows of db-scheduler: one for each activity that has to be run some time, of whatever node. Thread-safe. */
@ThreadSafe
final class Executions {
  private final SchedulerClient client;
  private final DataSource dataSource;
  private final JdbcCustomization customization;
  private final String table;
  private final String taskName;

  Executions(SchedulerClient client, DataSource dataSource, JdbcCustomization customization, String table, String taskName) {
    this.client = client;
    this.dataSource = dataSource;
    this.customization = customization;
    this.table = table;
    this.taskName = taskName;
  }

  /**
   * Sees to it that the activity is run at a time or before.
   *
   * @return false if it is being run by some node now, or changed at this very moment: then it has to be tried again
   * @throws RuntimeException of db-scheduler, if the database cannot be reached
   */
  boolean wake(ActivityId activity, Instant dueAt) {
    TaskInstance<Void> instance = new TaskInstance<>(taskName, activity.value());
    try {
      if (client.scheduleIfNotExists(instance, dueAt)) {
        return true;
      }
      Optional<ScheduledExecution<Object>> found = client.getScheduledExecution(TaskInstanceId.of(taskName, activity.value()));
      if (found.isEmpty() || found.get().isPicked()) {
        return false;
      }
      return !found.get().getExecutionTime().isAfter(dueAt) || client.reschedule(instance, dueAt);
    } catch (TaskInstanceException e) {
      if (e.getCause() == null) {
        return false; // taken, moved or removed between two of these statements
      }
      throw e;
    }
  }

  /**
   * Of some activities those that a node runs, or will run by a time, or that wait after a run that failed: there is
   * nothing to be done about them.
   *
   * @throws StoreUnavailableException if the database cannot be asked now
   */
  Set<ActivityId> inHand(List<ActivityId> activities, Instant by) {
    String marks = "?, ".repeat(activities.size() - 1) + "?";
    String sql =
        "SELECT task_instance FROM " + table + " WHERE task_name = ? AND task_instance IN (" + marks + ")"
            + " AND (picked = ? OR execution_time <= ? OR consecutive_failures > 0)";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 1;
      statement.setString(index++, taskName);
      for (ActivityId activity : activities) {
        statement.setString(index++, activity.value());
      }
      statement.setBoolean(index++, true);
      customization.setInstant(statement, index, by);
      Set<ActivityId> found = new HashSet<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(new ActivityId(row.getString(1)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new StoreUnavailableException("the table " + table + " cannot be asked: " + e.getMessage(), e);
    }
  }
}
