/**
 * A mail's body as the only content of a complete page (mail.transport.html-layout). Mail programs know few style sheets;
 * the page styles the button of the default templates and otherwise leaves them their own look.
 */
export const toPage = (
  body: string,
): string => `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
  <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1.0" />
  <style type="text/css">
    body { margin: 0; padding: 16px; background: #fff; color: #222; font: 15px/1.6 sans-serif; }
    p { margin: 12px 0; }
    .btn { display: inline-block; padding: 10px 24px; border-radius: 6px; background: #1f2937; color: #fff; font-weight: 600; text-decoration: none; }
  </style>
</head>
<body>
${body}
</body>
</html>
`
