package io.noclobber.agent.install;

import static net.bytebuddy.matcher.ElementMatchers.isVirtual;

import java.util.Map;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.MethodGraph;

/**
 * The methods of a class that its file holds, those included that the compiler has made: where a driver's own method gives a
 * class of the driver, it is one of these that JDBC calls. ByteBuddy leaves them out by itself. Stateless.
 */
final class DeclaredMethods extends MethodGraph.Compiler.AbstractBase {
    @Override
    public MethodGraph.Linked compile(TypeDefinition type, TypeDescription viewPoint) {
        return new MethodGraph.Linked.Delegation(
                MethodGraph.Simple.of(type.asErasure().getDeclaredMethods().filter(isVirtual())),
                MethodGraph.Empty.INSTANCE,
                Map.of());
    }
}
