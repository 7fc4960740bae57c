package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.padded;
import static io.noclobber.conformance.value.TypeSamples.unicode;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.util.ArrayList;
import java.util.List;

/** The types of PostgreSQL, whatever its release. */
abstract class PostgresColumnRules extends DocumentedColumnRules {
    PostgresColumnRules(Engine engine) {
        super(engine);
    }

    @Override
    protected Database variant(Database database) {
        return new Database(
                database.engine(),
                database.url() + "?currentSchema=nc_types",
                database.user(),
                database.password(),
                database.dataSource());
    }

    @Override
    protected List<String> preparation() {
        return List.of(
                "DROP SCHEMA IF EXISTS nc_types CASCADE",
                "CREATE SCHEMA nc_types",
                "CREATE TYPE mood AS ENUM ('a', 'A', 'b')",
                "CREATE TYPE comp AS (x numeric, y text)",
                "CREATE DOMAIN posint AS int CHECK (VALUE > 0)",
                "CREATE DOMAIN amount AS numeric",
                "CREATE DOMAIN price AS numeric(10,2)",
                "CREATE DOMAIN ratio AS float8",
                "CREATE DOMAIN photo AS bytea",
                "CREATE DOMAIN label AS text",
                "CREATE DOMAIN moment AS timestamptz",
                "CREATE DOMAIN hour AS timetz",
                "CREATE DOMAIN numbers AS int[]",
                "CREATE DOMAIN spot AS point",
                "CREATE DOMAIN nested AS ratio",
                "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE COLLATION cai (provider = icu, locale = 'und-u-ks-level1', deterministic = false)");
    }

    @Override
    protected List<TypeSamples> types() {
        List<TypeSamples> types = new ArrayList<>();
        types.addAll(numbers());
        types.addAll(texts());
        types.addAll(times());
        types.addAll(shapes());
        types.addAll(arrays());
        types.addAll(domains());
        types.addAll(others());
        return types;
    }

    private static List<TypeSamples> numbers() {
        return List.of(
                of("smallint", "0", "1", "-1", "32767").random(RandomValues.integers(-32768, 32767)),
                of("integer", "0", "1", "2147483647")
                        .random(RandomValues.integers(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                of("bigint", "0", "9007199254740992", "9007199254740993", "9223372036854775807")
                        .random(RandomValues.integers(Long.MIN_VALUE + 1, Long.MAX_VALUE)),
                of("oid", "1", "2147483648", "4294967295"),
                of(
                                "numeric",
                                "1",
                                "1.0",
                                "1.00",
                                "0",
                                "0.0",
                                "'NaN'",
                                "'Infinity'",
                                "'-Infinity'",
                                "1e30",
                                "1.000000000000000000000000000001",
                                "100",
                                "100.0")
                        .random(RandomValues.decimals(30, 10)),
                of("numeric(10,2)", "0", "0.01", "1.00", "1.01", "-1.00", "'NaN'")
                        .alike("1.00", "1", "1.000", "1.001")
                        .random(RandomValues.decimals(10, 2)),
                of("numeric(20)", "0", "1", "12345678901234567890").random(RandomValues.decimals(20, 0)),
                of(
                                "real",
                                "0.1",
                                "0.10000001",
                                "0",
                                "'-0'",
                                "'NaN'",
                                "'Infinity'",
                                "'-Infinity'",
                                "1e10",
                                "1.1754944e-38",
                                "1e-45")
                        .random(RandomValues.floats()),
                of(
                                "double precision",
                                "0.1",
                                "0.10000000000000002",
                                "0",
                                "'-0'",
                                "'NaN'",
                                "'Infinity'",
                                "'-Infinity'",
                                "1e10",
                                "5e-324")
                        .random(RandomValues.doubles()),
                of("money", "0", "1", "1.01", "1000000.5", "-1", "-1000"),
                of("boolean", "true", "false"));
    }

    private static List<TypeSamples> texts() {
        return List.of(
                padded("char(5)").alike("'a'", "'a '", "'a   '"),
                of("\"char\"", "'a'", "'A'"),
                of("name", "'a'", "'A'", "'a '"),
                unicode("varchar(20)"),
                unicode("varchar"),
                unicode("text"),
                unicode("varchar(20) COLLATE ci"),
                unicode("text COLLATE cai"),
                unicode("text COLLATE \"C\""),
                of("text", "repeat('x', 100000)", "repeat('x', 100000)||' '", "repeat('x', 99999)||'X'"),
                of("bytea", "''", "'\\x00'", "'\\x0000'", "'\\xff'", "'\\x5c'", "'\\x61'")
                        .random(RandomValues.bytes(1, 99, "'\\x%s'")));
    }

    private static List<TypeSamples> times() {
        return List.of(
                of(
                                "date",
                                "'2024-02-29'",
                                "'2024-03-01'",
                                "'1582-10-10'",
                                "'0001-01-01'",
                                "'0044-03-15 BC'",
                                "'0001-01-01 BC'",
                                "'infinity'",
                                "'-infinity'",
                                "'5874897-12-31'",
                                "'4713-01-01 BC'")
                        .random(RandomValues.dates("'%s'")),
                of("time", "'00:00'", "'24:00'", "'23:59:59.999999'", "'02:30'", "'10:00:00.000001'")
                        .random(RandomValues.times(6, "'%s'")),
                of("time(3)", "'10:00'", "'10:00:00.001'", "'24:00'").random(RandomValues.times(3, "'%s'")),
                of("time with time zone", "'10:00+01'", "'11:00+02'", "'10:00:00.000001+01'", "'10:00+01:00:01'")
                        .except("'24:00+01'", "java.time.OffsetTime ends at 23:59:59.999999999")
                        .random(RandomValues.times(6, "'%s-03:30'")),
                timestamps("timestamp"),
                of("timestamp(3)", "'2024-03-10 02:30'", "'2024-03-10 03:30'", "'2024-03-10 03:30:00.001'")
                        .alike("'2024-03-10 02:30'", "'2024-03-10 02:30:00.0004'")
                        .random(RandomValues.timestamps(3, "'%s'")),
                of("timestamp(0)", "'2024-03-10 02:30'", "'2024-03-10 03:30'")
                        .random(RandomValues.timestamps(0, "'%s'")),
                of(
                                "timestamptz",
                                "'2024-11-03 01:30-04'",
                                "'2024-11-03 01:30-05'",
                                "'2024-11-03 01:30:00.000001-05'",
                                "'2024-03-10 02:30-05'",
                                "'0001-01-01 00:00+00'",
                                "'0044-03-15 00:00+00 BC'",
                                "'infinity'",
                                "'-infinity'")
                        .alike("'2024-11-03 01:30-04'", "'2024-11-03 05:30+00'")
                        .random(RandomValues.timestamps(6, "'%s+10:30'")),
                of("timestamptz(3)", "'2024-11-03 01:30-04'", "'2024-11-03 01:30:00.001-04'")
                        .random(RandomValues.timestamps(3, "'%s+10:30'")),
                of(
                        "interval",
                        "'1 day'",
                        "'24 hours'",
                        "'1 month'",
                        "'30 days'",
                        "'0.000001 s'",
                        "'-1 day'",
                        "'-1 day +1 hour'",
                        "'1 year'",
                        "'12 mons 1 s'"));
    }

    private static TypeSamples timestamps(String type) {
        return of(
                        type,
                        "'2024-03-10 02:30'",
                        "'2024-03-10 03:30'",
                        "'2024-03-10 03:30:00.000001'",
                        "'2024-10-06 02:15'",
                        "'2024-10-06 02:45'",
                        "'2024-04-07 01:45'",
                        "'2024-11-03 01:30'",
                        "'1582-10-10 00:00'",
                        "'0001-01-01 00:00'",
                        "'0044-03-15 00:00 BC'",
                        "'infinity'",
                        "'-infinity'",
                        "'9999-12-31 23:59:59.999999'",
                        "'294276-12-31 23:59:59'")
                .random(RandomValues.timestamps(6, "'%s'"));
    }

    private static List<TypeSamples> shapes() {
        return List.of(
                of("point", "'(1,2)'", "'(1,2.0000000001)'", "'(1e10,2)'", "'(Infinity,NaN)'", "'(0,0)'", "'(-0,0)'"),
                of("box", "'(1,2),(0,0)'", "'(2,1),(0,0)'", "'(1,2),(0,0.5)'"),
                of("circle", "'<(0,0),1>'", "'<(5,5),1>'", "'<(0,0),1.0000000000000002>'"),
                of("path", "'((0,0),(1,1))'", "'((0,0),(1,2))'", "'[(0,0),(1,1)]'"),
                of("line", "'{1,2,3}'", "'{2,4,6}'", "'{1,2,3.5}'"),
                of("lseg", "'[(0,0),(1,1)]'", "'[(0,0),(1,1.000000000000001)]'", "'[(1,1),(0,0)]'"),
                of("polygon", "'((0,0),(1,1),(1,0))'", "'((1,1),(1,0),(0,0))'"));
    }

    private static List<TypeSamples> arrays() {
        return List.of(
                of("smallint[]", "'{1,2}'", "'{1}'", "'{NULL}'"),
                of("int[]", "'{1,2}'", "'{1}'", "'{1,NULL}'", "'{{1,2},{3,4}}'", "'{1,2,3,4}'", "'{}'")
                        .alike("'{1,2}'", "'[1:2]={1,2}'")
                        .except("'[2:3]={1,2}'", "sent in binary, an array has lost its bounds")
                        .random(RandomValues.arrays("'{%s}'")),
                of("bigint[]", "'{1,2}'", "'{1}'", "'{9007199254740993}'", "'{9007199254740992}'"),
                of("oid[]", "'{1}'", "'{4294967295}'"),
                of("boolean[]", "'{t}'", "'{f}'", "'{NULL}'"),
                of(
                        "text[]",
                        "'{a}'",
                        "'{A}'",
                        "'{\"a b\",NULL}'",
                        "'{\"NULL\"}'",
                        "'{NULL}'",
                        "'{\"a\\\"b\\\\\"}'",
                        "'{\"\"}'",
                        "'{\"a \"}'",
                        "'{\"a,b\"}'",
                        "'{a,b}'",
                        "'{\"{a}\"}'"),
                of("varchar(5)[]", "'{a}'", "'{A}'", "'{\"a \"}'"),
                of("numeric[]", "'{1}'", "'{1.0}'"),
                of(
                        "float8[]",
                        "'{1}'",
                        "'{1.5,NULL}'",
                        "'{0}'",
                        "'{-0}'",
                        "'{NaN}'",
                        "'{1e10}'",
                        "'{Infinity}'",
                        "'{}'"),
                of("real[]", "'{0.1}'", "'{0.10000001}'", "'{NULL}'", "'{1e10}'"),
                of("bytea[]", "ARRAY['\\x01'::bytea]", "ARRAY['\\x0100'::bytea]", "ARRAY[''::bytea]"),
                of("uuid[]", "'{00000000-0000-0000-0000-000000000001}'", "'{}'"),
                of("date[]", "'{2024-02-29}'", "'{2024-03-01}'", "'{infinity}'"),
                of("timestamp[]", "'{2024-03-10 02:30}'", "'{2024-03-10 03:30}'"),
                of("timestamptz[]", "'{2024-11-03 01:30-04}'", "'{2024-11-03 01:30-05}'"),
                of("mood[]", "'{a}'", "'{A}'"),
                of("json[]", "ARRAY['{\"a\":1}'::json]", "ARRAY['{\"a\": 1}'::json]"));
    }

    private static List<TypeSamples> domains() {
        return List.of(
                of("posint", "1", "2"),
                of("amount", "1", "1.0"),
                of("price", "1.00", "1.01"),
                of("ratio", "0.1", "0.10000000000000002", "1", "0", "'-0'", "1e10")
                        .random(RandomValues.doubles()),
                of("nested", "0.1", "0.10000000000000002", "1", "0", "'-0'", "1e10")
                        .random(RandomValues.doubles()),
                of("photo", "''", "'\\x00'", "'\\x0000'", "'\\xff'", "'\\x5c'"),
                of("label", "'a'", "'A'", "'a '"),
                of("moment", "'2024-11-03 01:30-04'", "'2024-11-03 01:30-05'", "'2024-11-03 01:30:00.000001-05'"),
                of("hour", "'10:00+01'", "'11:00+02'", "'10:00:00.000001+01'"),
                of("numbers", "'{1,2}'", "'{1,NULL}'", "'{}'"),
                of("spot", "'(1,2)'", "'(1,2.0000000001)'", "'(1e10,2)'"));
    }

    private static List<TypeSamples> others() {
        return List.of(
                of("uuid", "'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'")
                        .random(RandomValues.uuids("'%s'")),
                of("mood", "'a'", "'A'", "'b'"),
                of(
                                "json",
                                "'{\"a\":1}'",
                                "'{\"a\": 1}'",
                                "'1'",
                                "'1.0'",
                                "' 1'",
                                "'{\"a\":1,\"a\":2}'",
                                "'null'",
                                "'{\"a\":1,\"b\":2}'",
                                "'{\"b\":2,\"a\":1}'")
                        .random(RandomValues.json("'%s'")),
                of(
                                "jsonb",
                                "'{\"a\":1}'",
                                "'1'",
                                "'1.0'",
                                "'\"1\"'",
                                "'null'",
                                "'[]'",
                                "'{}'",
                                "'{\"a\":1.0}'",
                                "'{\"a\":1,\"b\":2}'")
                        .alike("'{\"a\":1}'", "'{ \"a\" : 1 }'", "'{\"a\":2,\"a\":1}'")
                        .alike("'{\"a\":1,\"b\":2}'", "'{\"b\":2,\"a\":1}'"),
                of("jsonpath", "'$.a'", "'$.A'"),
                of("xml", "'<a/>'", "'<a></a>'", "'<a b=\"1\"/>'", "'<?xml version=\"1.0\"?><b/>'", "'<a> </a>'"),
                of("int4range", "'[1,3)'", "'[1,4)'", "'empty'", "'(,3)'"),
                of("numrange", "'[1,3)'", "'[1.0,3)'", "'[1,3]'"),
                of("tstzrange", "'[2024-11-03 01:30-04,)'", "'[2024-11-03 01:30-05,)'"),
                of("int4multirange", "'{[1,3)}'", "'{[1,3),[5,6)}'", "'{}'"),
                of("inet", "'10.0.0.1'", "'10.0.0.1/24'", "'::1'"),
                of("cidr", "'10.0.0.0/8'", "'10.0.0.0/9'"),
                of("macaddr", "'08:00:2b:01:02:03'", "'08:00:2b:01:02:04'"),
                of("macaddr8", "'08:00:2b:01:02:03:04:05'", "'08:00:2b:01:02:03:04:06'"),
                of("bit(1)", "B'0'", "B'1'"),
                of("bit(4)", "B'0001'", "B'1000'"),
                of("bit varying(8)", "B'1'", "B'01'", "B''"),
                of("tsvector", "'a b'", "'a:1 b'"),
                of("tsquery", "'a & b'", "'a | b'"),
                of("pg_lsn", "'0/1'", "'0/2'"),
                of("xid8", "'1'", "'2'"),
                of("comp", "ROW(NULL,NULL)", "ROW(1,'a')", "ROW(1.0,'a')", "ROW(1,'A')", "ROW(1,NULL)", "ROW(1,'')"));
    }
}
