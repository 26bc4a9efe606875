--liquibase formatted sql
--changeset shop:1
CREATE TABLE orders (id VARCHAR(20) PRIMARY KEY);
