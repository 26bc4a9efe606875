-- Who runs what, and when: one row for each activity that has to be run some time. Times are UTC.
CREATE TABLE IF NOT EXISTS ${prefix}scheduled_task (
  task_name VARCHAR(400) NOT NULL,
  task_instance VARCHAR(64) NOT NULL,
  task_data VARBINARY(1000),
  execution_time TIMESTAMP(6) NOT NULL,
  picked BOOLEAN NOT NULL,
  picked_by VARCHAR(50),
  last_success TIMESTAMP(6),
  last_failure TIMESTAMP(6),
  consecutive_failures INTEGER,
  last_heartbeat TIMESTAMP(6),
  version BIGINT NOT NULL,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX IF NOT EXISTS ${prefix}scheduled_task_due ON ${prefix}scheduled_task (execution_time);
CREATE INDEX IF NOT EXISTS ${prefix}scheduled_task_heartbeat ON ${prefix}scheduled_task (last_heartbeat);
