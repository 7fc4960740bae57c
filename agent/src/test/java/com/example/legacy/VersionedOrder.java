package com.example.legacy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** An order whose version a mapper checks. */
@Entity
@Table(name = "orders")
public class VersionedOrder {
    @Id
    int id;

    @Column
    String status;

    @Version
    int version;
}
