"""The headers of every answer that restrict what a browser does with it."""

from flask import Flask, Response

from storefront.sessions import session

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Our own pages may know where a shopper comes from; nobody else learns it.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What a file of ours needs of these: it is no page, and no other site's.
OF_FILES = {
    name: ALWAYS[name]
    for name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")
}
_ONE_YEAR_ENCRYPTED = "max-age=31536000; includeSubDomains"


def set_headers(app: Flask, *, is_encrypted: bool) -> None:
    """Put the security headers on every answer."""
    always = dict(ALWAYS)
    if is_encrypted:
        always["Strict-Transport-Security"] = _ONE_YEAR_ENCRYPTED

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in always.items():
            response.headers.setdefault(name, value)
        if response.mimetype == "text/html":
            response.headers["Vary"] = "HX-Request, Cookie"
        if "Cache-Control" not in response.headers:
            # What a shopper has seen must be gone from the browser after signing out.
            response.headers["Cache-Control"] = "no-store" if session else "no-cache"
        return response
