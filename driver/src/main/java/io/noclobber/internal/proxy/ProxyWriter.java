package io.noclobber.internal.proxy;

import static net.bytebuddy.jar.asm.Opcodes.*;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes the byte code of wrappers and of their factories. With ByteBuddy's own ASM and without its
 * type descriptions, because these cost more than the whole first connection may.
 */
final class ProxyWriter {
    private static final String EXCEPTION = Type.getInternalName(SQLException.class);
    private static final String FAILED = "(" + Type.getDescriptor(SQLException.class) + ")V";
    private static final String PASSED_BY = "(Ljava/lang/Class;)V";

    private final Class<?> base;
    private final String baseName;
    private final Class<?> delegateType;
    private final Class<?> contextType;
    private final Predicate<Method> announced;
    private final Predicate<Method> placed;
    private final Predicate<Method> told;
    private final String constructor;
    private final Class<?> holder;
    private final Class<?> held;

    /** Methods that the base implements: by name and descriptor, and by name and parameters alone. */
    private final Set<String> implemented = new HashSet<>();

    private final Map<String, Method> byParameters = new HashMap<>();
    private final Map<Class<?>, String> adopters = new HashMap<>();
    private boolean hearsFailures;
    private boolean hearsWays;

    ProxyWriter(
            Class<?> base,
            Class<?> delegateType,
            Class<?> contextType,
            Predicate<Method> announced,
            Predicate<Method> placed,
            Predicate<Method> told) {
        this.base = base;
        this.baseName = Type.getInternalName(base);
        this.delegateType = delegateType;
        this.contextType = contextType;
        this.announced = announced;
        this.placed = placed;
        this.told = told;
        this.constructor = "(" + Type.getDescriptor(delegateType) + Type.getDescriptor(contextType) + ")V";
        this.holder = holder(base);
        this.held = heldType(holder);
        for (Class<?> c = base; c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                learn(method);
            }
        }
    }

    private void learn(Method method) {
        if (Modifier.isAbstract(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
            return;
        }
        if (method.getName().equals("adopt")) {
            adopters.put(method.getReturnType(), Type.getMethodDescriptor(method));
        }
        String descriptor = Type.getMethodDescriptor(method);
        hearsFailures |= method.getName().equals("failed") && descriptor.equals(FAILED);
        hearsWays |= method.getName().equals("passedBy") && descriptor.equals(PASSED_BY);
        implemented.add(method.getName() + descriptor);
        byParameters.putIfAbsent(withoutResult(method.getName(), descriptor), method);
    }

    private static String withoutResult(String name, String descriptor) {
        return name + descriptor.substring(0, descriptor.indexOf(')') + 1);
    }

    private static Class<?> holder(Class<?> base) {
        for (Class<?> c = base; c != null; c = c.getSuperclass()) {
            for (java.lang.reflect.Field field : c.getDeclaredFields()) {
                if (field.getName().equals("delegate")) {
                    return c;
                }
            }
        }
        throw new IllegalArgumentException(base + " has no field 'delegate'");
    }

    private static Class<?> heldType(Class<?> holder) {
        try {
            return holder.getDeclaredField("delegate").getType();
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException(holder + " has no field 'delegate'", e);
        }
    }

    byte[] wrapper(String name, List<Class<?>> interfaces) {
        ClassWriter type = new ClassWriter(0);
        String[] names = interfaces.stream().map(Type::getInternalName).toArray(String[]::new);
        type.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SYNTHETIC, name.replace('.', '/'), null, baseName, names);
        MethodVisitor code = type.visitMethod(ACC_PUBLIC, "<init>", constructor, null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitVarInsn(ALOAD, 2);
        code.visitMethodInsn(INVOKESPECIAL, baseName, "<init>", constructor, false);
        code.visitInsn(RETURN);
        code.visitMaxs(3, 3);
        code.visitEnd();
        Set<String> written = new HashSet<>(implemented);
        for (Class<?> each : interfaces) {
            for (Method method : each.getMethods()) {
                String descriptor = Type.getMethodDescriptor(method);
                if (!Modifier.isStatic(method.getModifiers()) && written.add(method.getName() + descriptor)) {
                    write(type, each, method, descriptor);
                }
            }
        }
        type.visitEnd();
        return type.toByteArray();
    }

    private void write(ClassWriter type, Class<?> owner, Method method, String descriptor) {
        MethodVisitor code = type.visitMethod(ACC_PUBLIC, method.getName(), descriptor, null, null);
        code.visitCode();
        Method ours = byParameters.get(withoutResult(method.getName(), descriptor));
        if (ours != null && method.getReturnType().isInterface()) {
            answer(code, method, ours);
        } else {
            forward(code, owner, method, descriptor);
        }
        code.visitEnd();
    }

    /** A driver's interface narrows the result of a method that the base implements: the base still answers. */
    private void answer(MethodVisitor code, Method method, Method ours) {
        code.visitVarInsn(ALOAD, 0);
        int size = loadArguments(code, method, null);
        code.visitMethodInsn(INVOKEVIRTUAL, baseName, ours.getName(), Type.getMethodDescriptor(ours), false);
        code.visitTypeInsn(CHECKCAST, Type.getInternalName(method.getReturnType()));
        code.visitInsn(ARETURN);
        code.visitMaxs(size + 1, size + 1);
    }

    private void forward(MethodVisitor code, Class<?> owner, Method method, String descriptor) {
        String adopter = adopters.get(method.getReturnType());
        if (announced.test(method)) {
            code.visitVarInsn(ALOAD, 0);
            code.visitMethodInsn(INVOKEVIRTUAL, baseName, "announce", "()V", false);
        }
        if (told.test(method)) {
            tellChange(code, method);
        }
        if (hearsWays && passesBy(method)) {
            code.visitVarInsn(ALOAD, 0);
            code.visitLdcInsn(Type.getType(owner));
            code.visitMethodInsn(INVOKEVIRTUAL, baseName, "passedBy", PASSED_BY, false);
        }
        if (adopter != null) {
            code.visitVarInsn(ALOAD, 0);
        }
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(GETFIELD, Type.getInternalName(holder), "delegate", Type.getDescriptor(held));
        // A verifier takes any reference for an interface, and every delegate is a delegateType.
        if (owner != delegateType && !owner.isAssignableFrom(held)) {
            code.visitTypeInsn(CHECKCAST, Type.getInternalName(owner));
        }
        String place = !placed.test(method) ? null : told.test(method) ? "target" : "place";
        int size = loadArguments(code, method, place);
        Label call = new Label();
        code.visitLabel(call);
        code.visitMethodInsn(INVOKEINTERFACE, Type.getInternalName(owner), method.getName(), descriptor, true);
        Label called = new Label();
        code.visitLabel(called);
        if (adopter != null) {
            code.visitMethodInsn(INVOKEVIRTUAL, baseName, "adopt", adopter, false);
        }
        code.visitInsn(Type.getReturnType(method).getOpcode(IRETURN));
        if (hearsFailures && fails(method)) {
            tell(code, call, called);
        }
        code.visitMaxs(Math.max(size, 2) + 3, size + 1);
    }

    /** Whether a method of the driver's own may run a statement that the base does not see: by name, as nothing else tells. */
    private static boolean passesBy(Method method) {
        String declared = method.getDeclaringClass().getName();
        return method.getName().startsWith("exec") && !declared.startsWith("java.") && !declared.startsWith("javax.");
    }

    /** Gives the base the column that is about to be set and its value, as an object. */
    private void tellChange(MethodVisitor code, Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(Type.getType(parameters[0]).getOpcode(ILOAD), 1);
        if (parameters.length < 2) {
            code.visitInsn(ACONST_NULL);
        } else {
            code.visitVarInsn(Type.getType(parameters[1]).getOpcode(ILOAD), 2);
            if (parameters[1].isPrimitive()) {
                Class<?> boxed = MethodType.methodType(parameters[1]).wrap().returnType();
                String valueOf = Type.getMethodDescriptor(Type.getType(boxed), Type.getType(parameters[1]));
                code.visitMethodInsn(INVOKESTATIC, Type.getInternalName(boxed), "valueOf", valueOf, false);
            }
        }
        String descriptor = "(" + Type.getDescriptor(parameters[0]) + "Ljava/lang/Object;)V";
        code.visitMethodInsn(INVOKEVIRTUAL, baseName, "changing", descriptor, false);
    }

    private static boolean fails(Method method) {
        for (Class<?> declared : method.getExceptionTypes()) {
            if (declared == SQLException.class) {
                return true;
            }
        }
        return false;
    }

    /** What the delegate throws is thrown on, when the base has heard of it. Costs nothing while nothing fails. */
    private void tell(MethodVisitor code, Label call, Label called) {
        Label handler = new Label();
        code.visitTryCatchBlock(call, called, handler, EXCEPTION);
        code.visitLabel(handler);
        code.visitFrame(F_SAME1, 0, null, 1, new Object[] {EXCEPTION});
        code.visitInsn(DUP);
        code.visitVarInsn(ALOAD, 0);
        code.visitInsn(SWAP);
        code.visitMethodInsn(INVOKEVIRTUAL, baseName, "failed", FAILED, false);
        code.visitInsn(ATHROW);
    }

    /**
     * Pushes the arguments and says how many slots they take.
     *
     * @param place the method of the base through which the first one goes, {@code null} for none
     */
    private int loadArguments(MethodVisitor code, Method method, @Nullable String place) {
        int slot = 1;
        for (Class<?> parameter : method.getParameterTypes()) {
            boolean goesThrough = place != null && slot == 1;
            if (goesThrough) {
                code.visitVarInsn(ALOAD, 0);
            }
            code.visitVarInsn(Type.getType(parameter).getOpcode(ILOAD), slot);
            if (goesThrough) {
                String type = Type.getDescriptor(parameter);
                code.visitMethodInsn(INVOKEVIRTUAL, baseName, place, "(" + type + ")" + type, false);
            }
            slot += parameter == long.class || parameter == double.class ? 2 : 1;
        }
        return slot - 1;
    }

    byte[] factory(String wrapper) {
        String made = wrapper.replace('.', '/');
        ClassWriter type = new ClassWriter(0);
        String[] interfaces = {Type.getInternalName(ProxyFactory.class)};
        int access = ACC_PUBLIC | ACC_FINAL | ACC_SYNTHETIC;
        String name = made + "Factory";
        type.visit(V17, access, name, null, "java/lang/Object", interfaces);
        // Lives as long as its class, and that as long as any of its wrappers.
        type.visitField(ACC_PUBLIC | ACC_STATIC, "self", "Ljava/lang/Object;", null, null);
        MethodVisitor code = type.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(PUTSTATIC, name, "self", "Ljava/lang/Object;");
        code.visitInsn(RETURN);
        code.visitMaxs(1, 1);
        code.visitEnd();
        String create = "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";
        code = type.visitMethod(ACC_PUBLIC, "create", create, null, null);
        code.visitCode();
        code.visitTypeInsn(NEW, made);
        code.visitInsn(DUP);
        code.visitVarInsn(ALOAD, 1);
        code.visitTypeInsn(CHECKCAST, Type.getInternalName(delegateType));
        code.visitVarInsn(ALOAD, 2);
        code.visitTypeInsn(CHECKCAST, Type.getInternalName(contextType));
        code.visitMethodInsn(INVOKESPECIAL, made, "<init>", constructor, false);
        code.visitInsn(ARETURN);
        code.visitMaxs(4, 3);
        code.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    @Override
    public String toString() {
        return "writer of " + base.getName();
    }
}
