package io.noclobber.agent.install;

import io.noclobber.agent.advice.ListenerAdvice;
import io.noclobber.agent.advice.RequestAdvice;
import io.noclobber.agent.advice.SessionAdvice;
import io.noclobber.agent.advice.TaskAdvice;
import io.noclobber.agent.http.RequestEvent;
import java.util.ArrayList;
import java.util.List;

/** The methods of web applications and servers by which requests are served, and sessions begin, change their ids and end. */
final class RequestHooks {
    /** The packages that the servlet API has had. */
    private static final List<String> APIS = List.of("jakarta.servlet.", "javax.servlet.");

    private RequestHooks() {}

    static List<Hook> all() {
        List<Hook> all = new ArrayList<>();
        APIS.forEach(api -> all.addAll(of(api)));
        APIS.forEach(api -> all.addAll(ofUndertow(api)));
        all.addAll(ofServers());
        return all;
    }

    private static List<Hook> of(String api) {
        String types = "L" + api.replace('.', '/');
        String both = "(" + types + "ServletRequest;" + types + "ServletResponse;";
        String request = api + "http.HttpServletRequest";
        String session = types + "http/HttpSession;";
        return List.of(
                hook(RequestEvent.SERVE, api + "Servlet", "service", both + ")V", RequestAdvice.class),
                hook(
                        RequestEvent.SERVE,
                        api + "Filter",
                        "doFilter",
                        both + types + "FilterChain;)V",
                        RequestAdvice.class),
                // the server's own call of a filter: the JVM shows no agent the class of a lambda
                hook(RequestEvent.SERVE, api + "FilterChain", "doFilter", both + ")V", RequestAdvice.class),
                hook(
                        RequestEvent.LISTENER,
                        api + "ServletInputStream",
                        "setReadListener",
                        "(" + types + "ReadListener;)V",
                        ListenerAdvice.class),
                hook(
                        RequestEvent.LISTENER,
                        api + "ServletOutputStream",
                        "setWriteListener",
                        "(" + types + "WriteListener;)V",
                        ListenerAdvice.class),
                event(RequestEvent.NEWS, api, "onStartAsync"),
                event(RequestEvent.NEWS, api, "onTimeout"),
                event(RequestEvent.OVER, api, "onError"),
                event(RequestEvent.OVER, api, "onComplete"),
                hook(RequestEvent.SESSION, request, "getSession", "()" + session, SessionAdvice.class),
                hook(RequestEvent.SESSION, request, "getSession", "(Z)" + session, SessionAdvice.class),
                // many classes have methods with these descriptors, few have these constants
                new Hook(
                        RequestEvent.TASK.name(),
                        api + "AsyncContext",
                        "start",
                        "(Ljava/lang/Runnable;)V",
                        api.replace('.', '/') + "AsyncContext",
                        TaskAdvice.class),
                new Hook(
                        RequestEvent.CHANGE_ID.name(),
                        request,
                        "changeSessionId",
                        "()Ljava/lang/String;",
                        "changeSessionId",
                        SessionAdvice.class),
                new Hook(
                        RequestEvent.END.name(),
                        api + "http.HttpSession",
                        "invalidate",
                        "()V",
                        api.replace('.', '/') + "http/HttpSession",
                        RequestAdvice.class));
    }

    /** Sessions that nobody uses any more, and those whose ids the server changes by itself at a login. */
    private static List<Hook> ofServers() {
        String tomcat = "org.apache.catalina.session.StandardSession";
        String jetty = "org.eclipse.jetty.session.ManagedSession";
        return List.of(
                ofServer(RequestEvent.EXPIRE, tomcat, "expire", "(Z)V"),
                ofServer(
                        RequestEvent.RENAME,
                        tomcat,
                        "tellChangedSessionId",
                        "(Ljava/lang/String;Ljava/lang/String;ZZ)V"),
                ofServer(RequestEvent.END, jetty, "finishInvalidate", "()V"),
                ofServer(
                        RequestEvent.RENEW_ID,
                        jetty,
                        "renewId",
                        "(Lorg/eclipse/jetty/server/Request;Lorg/eclipse/jetty/server/Response;)V"));
    }

    /** It tells the listeners of an application by a class that there is for each application, whether it has any or not. */
    private static List<Hook> ofUndertow(String api) {
        String undertow = "io.undertow.servlet.core.ApplicationListeners";
        String session = "(L" + api.replace('.', '/') + "http/HttpSession;";
        return List.of(
                ofServer(RequestEvent.END_OF, undertow, "sessionDestroyed", session + ")V"),
                ofServer(
                        RequestEvent.RENAMED_FROM, undertow, "httpSessionIdChanged", session + "Ljava/lang/String;)V"));
    }

    private static Hook ofServer(RequestEvent event, String type, String method, String descriptor) {
        return new Hook(event.name(), type, method, descriptor, type.replace('.', '/'), RequestAdvice.class);
    }

    /** In a listener of what becomes of a request that goes on on other threads. */
    private static Hook event(RequestEvent event, String api, String method) {
        String type = "(L" + api.replace('.', '/') + "AsyncEvent;)V";
        return hook(event, api + "AsyncListener", method, type, RequestAdvice.class);
    }

    private static Hook hook(RequestEvent event, String type, String method, String descriptor, Class<?> advice) {
        return new Hook(event.name(), type, method, descriptor, descriptor, advice);
    }
}
