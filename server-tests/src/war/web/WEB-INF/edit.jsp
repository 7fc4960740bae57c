<%@ page contentType="text/html; charset=UTF-8" %>
<jsp:useBean id="order" scope="request" class="com.example.shop.Order"/>
<html>
<body>
<jsp:include page="/part?id=${order.id}"/>
<form method="post" action="edit">
<input type="hidden" name="id" value="<jsp:getProperty name="order" property="id"/>">
Status <input name="status" value="<jsp:getProperty name="order" property="status"/>">
Ship to <input name="shipTo" value="<jsp:getProperty name="order" property="shipTo"/>">
<input type="submit" value="Save">
</form>
</body>
</html>
