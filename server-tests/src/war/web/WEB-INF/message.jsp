<%@ page contentType="text/html; charset=UTF-8" %>
<html><body><p class="message"><%= request.getAttribute("message") %></p>
<a href="edit?id=<%= Integer.parseInt(request.getParameter("id")) %>">Open the order</a></body></html>
