-- Who runs what, and when: one row for each activity that has to be run some time. Times are UTC.
-- Names are compared byte by byte: shops whose ids differ only by case or accents are different shops.
CREATE TABLE IF NOT EXISTS ${prefix}scheduled_task (
  task_name VARCHAR(400) NOT NULL,
  task_instance VARCHAR(64) NOT NULL,
  task_data VARBINARY(1000),
  execution_time DATETIME(6) NOT NULL,
  picked BOOLEAN NOT NULL,
  picked_by VARCHAR(50),
  last_success DATETIME(6),
  last_failure DATETIME(6),
  consecutive_failures INTEGER,
  last_heartbeat DATETIME(6),
  version BIGINT NOT NULL,
  PRIMARY KEY (task_name, task_instance),
  INDEX ${prefix}scheduled_task_due (execution_time),
  INDEX ${prefix}scheduled_task_heartbeat (last_heartbeat)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
