package io.autopurchase.benchmarks.contender;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.ApplyStateFilter;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/**
 * JobRunr, its open source edition. It has no step that is durable before the job ends, so a step is a job that enqueues that of the next
 * step.
 */
public final class JobRunrContender implements Contender {
  public static final String NAME = "JobRunr " + Versions.of("org.jobrunr", "jobrunr");
  private static final Duration POLL = Duration.ofSeconds(5);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String settings() {
    return "JobRequest, workers = in flight, pollInterval 5 s, its least; enqueued as a stream in advance";
  }

  /** A step as JobRunr stores it. */
  public record Step(int activity, int step) implements JobRequest {
    @Override
    public Class<Steps> getJobRequestHandler() {
      return Steps.class;
    }
  }

  /** Runs them. */
  public static final class Steps implements JobRequestHandler<Step> {
    private final Load load;
    private final Work work;
    private final JobRequestScheduler scheduler;

    Steps(Load load, Work work, JobRequestScheduler scheduler) {
      this.load = load;
      this.work = work;
      this.scheduler = scheduler;
    }

    @Override
    public void run(Step step) {
      work.step(step.activity());
      if (step.step() + 1 < load.steps()) {
        scheduler.enqueue(new Step(step.activity(), step.step() + 1));
      }
    }
  }

  @Override
  public Subject open(DataSource pool, Load load, Work work) {
    JsonMapper json = new JacksonJsonMapper();
    StorageProvider storage = new PostgresStorageProvider(pool);
    storage.setJobMapper(new JobMapper(json));
    JobRequestScheduler scheduler = new JobRequestScheduler(storage);
    Steps steps = new Steps(load, work, scheduler);
    BackgroundJobServer server =
        new BackgroundJobServer(
            storage,
            json,
            new JobActivator() {
              @Override
              public <T> T activateJob(Class<T> type) {
                return type.cast(steps);
              }
            },
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration().andWorkerCount(load.inFlight()).andPollInterval(POLL));
    server.setJobFilters(List.of(new Ends(load, work)));
    return new Jobs(storage, scheduler, server);
  }

  private record Ends(Load load, Work work) implements ApplyStateFilter {
    @Override
    public void onStateApplied(Job job, JobState before, JobState now) {
      if (now.getName() == StateName.FAILED) {
        work.failed(new IllegalStateException("a job has failed: " + now));
      } else if (now.getName() == StateName.SUCCEEDED && job.getJobDetails().getJobParameterValues()[0] instanceof Step step && step.step() + 1 == load.steps()) {
        work.ended(step.activity());
      }
    }
  }

  private record Jobs(StorageProvider storage, JobRequestScheduler scheduler, BackgroundJobServer server) implements Subject {
    @Override
    public void submit(int activity) {
      scheduler.enqueue(new Step(activity, 0));
    }

    @Override
    public void submitAll(int activities) {
      scheduler.enqueue(IntStream.range(0, activities).mapToObj(i -> new Step(i, 0)));
    }

    @Override
    public void start() {
      server.start();
    }

    @Override
    public void close() {
      server.stop();
      storage.close();
    }
  }
}
