import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** How mails leave the server: SMTP, TLS, login, sendmail, headers. */
export const transportMail = [
  {
    id: 'mail.transport.smtp-when-enabled',
    level: 'must',
    says: 'With settings smtp.enabled true every mail goes to smtp.host:smtp.port; the settings are read anew for each mail.',
    probe:
      'PATCH smtp {enabled:true,host:"127.0.0.1",port:<sink port>}, POST /api/settings/test/email {"email":"a@example.com","template":"verification"} -> 204 and exactly one message in the sink.',
    basis: 'documented',
    source,
  },
  {
    id: 'mail.transport.sendmail-fallback',
    level: 'must',
    says: 'With smtp.enabled false mails are piped to a local sendmail program: the first existing executable of /usr/sbin/sendmail, /usr/bin/sendmail, then sendmail from PATH.',
    probe:
      'Put a fake executable named sendmail first in PATH (none in /usr/sbin and /usr/bin), disable smtp, POST test/email -> 204 and the fake was run once.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.sendmail-missing',
    level: 'must',
    says: 'Without any sendmail the send fails with the error "failed to locate a sendmail executable path".',
    probe:
      'Fresh instance in a container without sendmail, POST test/email -> 400 {"data":{},"message":"Failed to send the test email. Raw error: \\nfailed to locate a sendmail executable path.","status":400}.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.sendmail-input',
    level: 'should',
    says: 'sendmail gets one argument, the recipients joined by commas, and on stdin the headers Content-Type "text/html; charset=UTF-8", From, Subject, To (alphabetical, CRLF), an empty line and the raw HTML body; there is no plain text part, no Date, no Message-ID.',
    probe:
      'Capture argv and stdin of the fake sendmail -> argv[1] "a@example.com", stdin starts with "Content-Type: text/html; charset=UTF-8\\r\\nFrom: \\"Support\\" <support@example.com>\\r\\n".',
    basis: 'observed',
  },
  {
    id: 'mail.transport.sendmail-exit-code',
    level: 'should',
    says: 'A non zero exit of sendmail is a send error; the raw error text names the exit code (its wording is not required).',
    probe:
      'Fake sendmail exiting 3, POST test/email -> 400, message starts "Failed to send the test email. Raw error: \\n" and contains "3".',
    basis: 'observed',
  },
  {
    id: 'mail.transport.one-connection-per-mail',
    level: 'should',
    says: 'Each mail uses its own TCP connection: greeting, EHLO, optional STARTTLS + EHLO, optional AUTH, MAIL FROM, RCPT TO, DATA, QUIT.',
    probe: 'Sink transcript of one test email -> EHLO, MAIL, RCPT, DATA, QUIT in that order.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.ehlo-name',
    level: 'must',
    says: 'The EHLO argument is smtp.localName, or "localhost" when empty; if EHLO is refused, HELO with the same name is tried.',
    probe:
      'localName "" -> "EHLO localhost"; localName "mail.example.com" -> "EHLO mail.example.com".',
    basis: 'documented',
    source,
  },
  {
    id: 'mail.transport.starttls-opportunistic',
    level: 'must',
    says: 'With smtp.tls false the connection is plain and is upgraded whenever the server advertises STARTTLS; a failing upgrade (an untrusted certificate, or a refused STARTTLS command) fails the mail, there is no plain text fallback and no credentials are sent.',
    probe:
      'Sink advertising STARTTLS with a self signed certificate -> it receives STARTTLS, then the client aborts; test/email answers 400. STARTTLS answered with 454 -> 400, no mail.',
    basis: 'documented',
    source,
  },
  {
    id: 'mail.transport.starttls-not-advertised',
    level: 'must',
    says: 'With smtp.tls false and no STARTTLS advertised the mail is sent unencrypted.',
    probe: 'Plain sink -> mail delivered.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.implicit-tls',
    level: 'must',
    says: 'With smtp.tls true the TLS handshake starts right after connecting (no STARTTLS), with certificate verification against smtp.host.',
    probe:
      'tls true against a plain text sink -> the sink receives a TLS ClientHello (first byte 0x16); test/email answers 400.',
    basis: 'documented',
    source,
  },
  {
    id: 'mail.transport.tls-trusted',
    level: 'should',
    says: 'With a certificate the system trusts for the name in smtp.host the mail is delivered over TLS, both ways (STARTTLS: EHLO, STARTTLS, EHLO, then the rest); a trusted certificate for another name fails the mail. Over TLS credentials are sent to any host.',
    probe:
      "Server started with SSL_CERT_FILE (and NODE_EXTRA_CA_CERTS) naming the sink's certificate for 127.0.0.1 and 127.0.0.2 -> delivered by STARTTLS to 127.0.0.1 and by implicit TLS with AUTH to 127.0.0.2; host localhost -> 400.",
    basis: 'observed',
  },
  {
    id: 'mail.transport.no-auth',
    level: 'must',
    says: 'AUTH is skipped when username and password are both empty, even if advertised, and attempted when at least one is set, even if not advertised. (An empty smtp.password in a settings update does not clear the one in use, see settings.update.secret-empty-string.)',
    probe:
      'Empty credentials -> no AUTH command; username "u" only, on a server without AUTH capability -> an AUTH command is still sent.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.auth-plain',
    level: 'must',
    says: 'authMethod "" or "PLAIN" sends "AUTH PLAIN <base64 of NUL username NUL password>" in one line.',
    probe: 'username u, password p, host 127.0.0.1 -> "AUTH PLAIN AHUAcA==".',
    basis: 'documented',
    source,
  },
  {
    id: 'mail.transport.auth-login',
    level: 'must',
    says: 'authMethod "LOGIN" sends "AUTH LOGIN" and answers the prompts "Username:" and "Password:" (compared case-insensitively) with the base64 values.',
    probe: 'Sink replying 334 VXNlcm5hbWU6 and 334 UGFzc3dvcmQ6 -> receives dQ== and cA==.',
    basis: 'documented',
    source,
  },
  {
    id: 'mail.transport.auth-needs-encryption',
    level: 'must',
    says: 'Both methods refuse to send credentials over an unencrypted connection unless smtp.host is localhost, 127.0.0.1 or ::1. The mail fails; the original\'s raw error text is "unencrypted connection", the wording is not required.',
    probe:
      'Credentials set, plain sink reachable as 127.0.0.2 (or another host name) -> 400 with message starting "Failed to send the test email. Raw error: \\n", neither AUTH nor MAIL on the wire; the same host without credentials delivers.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.auth-rejected',
    level: 'should',
    says: "A rejected login fails the mail; the raw error text contains the server's code and text.",
    probe:
      'Sink answering "535 bad credentials" -> 400, message starts "Failed to send the test email. Raw error: \\n" and contains "535" and "bad credentials"; no MAIL follows.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.envelope',
    level: 'must',
    says: "The envelope sender is meta.senderAddress and there is one RCPT TO, the receiver's bare address.",
    probe: 'Transcript -> "MAIL FROM:<support@example.com>" and "RCPT TO:<a@example.com>".',
    basis: 'observed',
  },
  {
    id: 'mail.transport.mail-parameters',
    level: 'should',
    says: 'MAIL FROM gets " BODY=8BITMIME" when 8BITMIME is advertised.',
    probe: 'Sink advertising 8BITMIME -> "MAIL FROM:<support@example.com> BODY=8BITMIME".',
    basis: 'observed',
  },
  {
    id: 'mail.transport.mail-parameters-utf8',
    level: 'should',
    says: 'MAIL FROM gets " SMTPUTF8" when SMTPUTF8 is advertised, whatever the addresses are.',
    probe:
      'Sink advertising 8BITMIME and SMTPUTF8 -> "MAIL FROM:<support@example.com> BODY=8BITMIME SMTPUTF8".',
    basis: 'observed',
    parent: 'mail.transport.mail-parameters',
  },
  {
    id: 'mail.transport.server-rejections',
    level: 'must',
    says: 'A negative reply to MAIL, RCPT, DATA or the end of data is a send error whose raw text contains the server\'s code and text (the original sends exactly "<code> <text>").',
    probe:
      'Sink replying "550 no such user" to RCPT, POST test/email -> 400 with a message containing "550" and "no such user"; likewise for the other three.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.garbage',
    level: 'must',
    says: 'Replies that are no SMTP are send errors like negative ones: what waits for the mail is told so at once, what does not is not, and neither leaves anything behind.',
    probe:
      'Server that greets with "HTTP/1.1 400 Bad Request" or with bytes, hangs up, or replies "what?" to MAIL or to the end of data: POST test/email -> 400 "Failed to send the test email. Raw error: \\n...", request-email-change -> 400 with the record as it was, request-otp -> 200 and the OTP is gone again.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.unreachable',
    level: 'must',
    says: 'Connection failures are send errors; there are no retries and no queue.',
    probe:
      'smtp.port of a closed local port, POST test/email -> 400 whose message starts "Failed to send the test email. Raw error: \\n"; opening the port later delivers nothing.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.headers',
    level: 'must',
    says: 'Headers are exactly From, MIME-Version (1.0), Date, Subject, To, Message-ID, Content-Type (their order does not matter); there is no Reply-To, Cc, Bcc or X-Mailer.',
    probe: 'The set of header names of a sink message equals that list.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.from-header',
    level: 'must',
    says: 'From is "<senderName> <senderAddress in angle brackets>" with a plain ASCII name unquoted and other names as RFC 2047 encoded words in UTF-8. (The original leaves ASCII names with a comma or quotes unquoted as well; quoting those is allowed.)',
    probe:
      'Default settings -> "From: Support <support@example.com>"; senderName with an accented e -> an ASCII header that decodes to the name, then " <support@example.com>".',
    basis: 'observed',
  },
  {
    id: 'mail.transport.to-header',
    level: 'must',
    says: 'To is the bare address without a name or angle brackets.',
    probe: '"To: a@example.com".',
    basis: 'observed',
  },
  {
    id: 'mail.transport.subject-encoding',
    level: 'must',
    says: 'ASCII subjects are sent as is, others as RFC 2047 encoded UTF-8 words (the original uses Q).',
    probe:
      'Template verification on defaults -> "Subject: Verify your Acme email"; appName with a non ASCII letter -> an ASCII header that decodes to the whole subject.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.message-id',
    level: 'must',
    says: 'Message-ID is "<15 alphanumeric characters@domain of senderAddress>".',
    probe: 'Matches ^<[A-Za-z0-9]{15}@example\\.com>$ and differs between mails.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.date',
    level: 'should',
    says: "Date is RFC 1123 with a numeric zone in the server's local time.",
    probe: 'Matches ^[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} [+-]\\d{4}$.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.mime-structure',
    level: 'must',
    says: 'Every mail has one multipart/alternative with text/plain first and text/html second, both UTF-8, and no attachments.',
    probe: 'Parse a sink message -> those two leaf parts in that order.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.mime-wrapping',
    level: 'may',
    says: 'The multipart/alternative is the only part of a multipart/mixed, and both texts are quoted-printable (boundaries are 60 hex characters).',
    probe:
      'Parse a sink message -> multipart/mixed > multipart/alternative > text/plain, text/html.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.header-injection',
    level: 'must',
    says: 'Line breaks in subject, sender name and addresses are removed before they are written into headers.',
    probe:
      'PATCH meta.senderName "a\\r\\nBcc: x@example.com" -> no Bcc header in the message; the From line contains "aBcc: x@example.com".',
    basis: 'observed',
  },
  {
    id: 'mail.transport.html-layout',
    level: 'must',
    says: 'The HTML part is the resolved template body inserted unescaped into a fixed complete page - doctype (XHTML 1.0 Strict), a head with UTF-8 meta and a style block that styles .btn - as the only content of body.',
    probe:
      "HTML part starts with a doctype, and what is between <body> and </body> is the template's body, white space around it aside.",
    basis: 'observed',
  },
  {
    id: 'mail.transport.text-part',
    level: 'must',
    says: 'The text part is generated from the HTML: a block element or br after text starts a new CRLF line, links become "[label](href)" (label LINK when empty), list items get "- ", style/script/img/button/form elements are dropped, white space runs collapse to one space and are dropped where a line or item begins, entities are decoded. White space at line ends is not significant.',
    probe:
      'Template body with paragraphs, br, ul, a link, button, style, script, form -> the lines of the text part, trimmed at their ends. Default verification mail -> contains "[Verify](<appURL>/_/#/auth/confirm-verification/<token>)".',
    basis: 'observed',
  },
  {
    id: 'mail.transport.verification-async',
    level: 'must',
    says: 'request-verification answers 204 without waiting for the mail and regardless of its success; a failure is logged at level 8 with message "Failed to send verification email" and data.error.',
    probe:
      'SMTP at a closed port, POST /api/collections/users/request-verification for an unverified user -> 204 fast; log entry appears after the flush delay.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.password-reset-async',
    level: 'must',
    says: 'request-password-reset behaves the same with log message "Failed to send password reset email".',
    probe: 'As above with request-password-reset.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.otp-async',
    level: 'must',
    says: 'request-otp answers 200 {"otpId":...} without waiting; if the mail fails the just created OTP record is deleted and "Failed to send OTP email" is logged at level 8.',
    probe:
      'OTP enabled, SMTP at a closed port: POST request-otp -> 200; shortly after, auth-with-otp with that id fails and GET /api/collections/_otps/records as superuser has no such record.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.background-parallel',
    level: 'must',
    says: 'Background mails do not wait for each other, nor do later requests wait for them.',
    probe:
      'Sink that accepts connections but never greets: three request-verification calls for three users -> 204 at once each, three connections open at the sink.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.resend-throttle-on-failure',
    level: 'should',
    says: 'A failed verification mail still blocks a resend for two minutes, a failed password reset mail does not.',
    probe:
      'SMTP down, request both, SMTP up, request both again -> only the password reset mail arrives.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.email-change-sync',
    level: 'must',
    says: 'request-email-change sends before answering; a send failure is 400 with data {}.',
    probe:
      'SMTP at a closed port, POST /api/collections/users/request-email-change {"newEmail":"n@example.com"} with the user\'s token -> 400 {"data":{},"message":"Failed to request email change.","status":400}; with a working sink 204 and the mail goes to n@example.com.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.test-email-sync',
    level: 'must',
    says: 'The settings test mail is sent before answering; failures are 400 with the raw error text.',
    probe:
      'SMTP at a closed port, POST /api/settings/test/email {"email":"a@example.com","template":"otp"} -> 400 with data {} and message starting "Failed to send the test email. Raw error: \\n"; with a working sink the message is in the sink when the 204 arrives.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Send test email' },
  },
  {
    id: 'mail.transport.auth-alert-waits',
    level: 'should',
    says: 'The login alert (authAlert enabled, login from a new IP + User-Agent, not the first login) is sent before the auth response but the request waits at most 15 s for it; failure or timeout never fails the login, is logged at level 4 with message "[recordAuthResponse] Failed to send login alert", and leaves the origin unrecorded so the next login alerts again.',
    probe:
      'Sink that accepts connections but never greets: second login with another User-Agent -> 200 after about 15 s; no new _authOrigins record.',
    basis: 'observed',
  },
  {
    id: 'mail.transport.success-not-logged',
    level: 'may',
    says: 'Successful sends are not logged.',
    probe: 'After a delivered mail no log entry other than the request itself exists.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
