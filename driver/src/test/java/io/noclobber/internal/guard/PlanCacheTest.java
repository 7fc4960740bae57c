package io.noclobber.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.sql.StatementPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanCacheTest {
    private final PlanCache<Integer> cache = new PlanCache<>();
    private final List<StatementPlan> plans = new ArrayList<>();

    @Test
    void eachPlan_isFoundByItself_alsoWhereOneTookItsPlace() {
        fill(200);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < plans.size(); i++) {
                assertThat(cache.find(plans.get(i))).isEqualTo(i);
            }
        }
        assertThat(cache.find(new StatementPlan.Harmless())).isNull();
    }

    @Test
    void forgottenPlan_isNotFound() {
        fill(20);
        cache.forget();
        assertThat(plans).allSatisfy(plan -> assertThat(cache.find(plan)).isNull());
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            StatementPlan plan = new StatementPlan.Harmless();
            plans.add(plan);
            cache.put(plan, i);
        }
    }
}
