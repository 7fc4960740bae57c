-- liquibase formatted sql

-- changeset test:1
CREATE TABLE CHANGED (ID INT PRIMARY KEY, STATUS VARCHAR(20));

-- changeset test:2
INSERT INTO CHANGED VALUES (1, 'new');
UPDATE CHANGED SET STATUS = 'old' WHERE ID = 1;
