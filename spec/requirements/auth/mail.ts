import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** The mails of the auth flows: recipients, templates, placeholders, MIME structure, when they are sent. */
export const mailAuth = [
  {
    id: 'auth.mail.recipients',
    level: 'must',
    says: "Verification, password reset, OTP and alert mails go to the record's email; the email change mail goes to the new email. One recipient, no Cc/Bcc, no display name.",
    probe: 'SMTP sink - RCPT TO and To header per flow.',
    basis: 'observed',
  },
  {
    id: 'auth.mail.sender',
    level: 'must',
    says: 'The sender is settings.meta.senderName and senderAddress (defaults Support and support@example.com): the From header is NAME <ADDRESS> with the name unquoted, and the envelope sender is the address.',
    probe:
      'SMTP sink - header line "From: Support <support@example.com>", MAIL FROM support@example.com.',
    basis: 'observed',
  },
  {
    id: 'auth.mail.default-subjects',
    level: 'must',
    says: 'Default subjects - "Verify your {APP_NAME} email", "Reset your {APP_NAME} password", "Confirm your {APP_NAME} new email address", "OTP for {APP_NAME}", "Login from a new location".',
    probe:
      'Fresh install (appName "Acme") - subjects with Acme substituted; SU GET /api/collections/users shows the raw templates.',
    basis: 'observed',
  },
  {
    id: 'auth.mail.action-links',
    level: 'must',
    says: 'The default bodies contain an anchor (class "btn") to {APP_URL}/_/#/auth/confirm-verification/{TOKEN}, {APP_URL}/_/#/auth/confirm-password-reset/{TOKEN} and {APP_URL}/_/#/auth/confirm-email-change/{TOKEN}; the OTP body contains {OTP} and no link, the alert body {ALERT_INFO} and no link.',
    probe: 'SMTP sink - href in the html part equals settings.meta.appURL + path + JWT.',
    basis: 'observed',
  },
  {
    id: 'auth.mail.template-source',
    level: 'must',
    says: 'Templates are collection options with subject and body - verificationTemplate, resetPasswordTemplate, confirmEmailChangeTemplate, otp.emailTemplate, authAlert.emailTemplate; changes apply to the next mail. Empty subject or body is refused.',
    probe:
      'SU PATCH users {"verificationTemplate":{"subject":"S {APP_NAME}","body":"B {TOKEN}"}} -> next mail uses it; {"verificationTemplate":{"subject":"","body":"x"}} -> 400 data.verificationTemplate.subject validation_required.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.mail.placeholders-common',
    level: 'must',
    says: '{APP_NAME} (settings.meta.appName), {APP_URL} (settings.meta.appURL) and {RECORD:field} are replaced in subject and body of every mail, every occurrence, case-sensitively, {APP_*} without escaping.',
    probe:
      'Template body "{APP_NAME}|{APP_URL}|{RECORD:id}|{RECORD:name}" and the same in the subject -> substituted in both.',
    basis: 'observed',
  },
  {
    id: 'auth.mail.placeholders-record',
    level: 'must',
    says: '{RECORD:field} exists for every non-hidden field of the collection (email included); values are HTML-escaped (also in the subject) except for number, bool, date and autodate fields. Hidden fields (password, tokenKey) and unknown names are left as written.',
    probe:
      'name "<b>x</b>" -> "&lt;b&gt;x&lt;/b&gt;"; "{RECORD:tokenKey}" and "{RECORD:nope}" stay literal.',
    basis: 'observed',
  },
  {
    id: 'auth.mail.placeholders-flow',
    level: 'must',
    says: '{TOKEN} is available in verification, password reset and email change mails, {OTP} and {OTP_ID} in OTP mails, {ALERT_INFO} in alert mails; elsewhere they stay literal.',
    probe:
      'OTP template "{OTP} {OTP_ID} {TOKEN}" -> code, the otpId of the response, and the literal "{TOKEN}".',
    basis: 'observed',
  },
  {
    id: 'auth.mail.alert-info',
    level: 'must',
    says: '{ALERT_INFO} is "<UTC time as YYYY-MM-DD HH:MM:SS.mmmZ> - <ip> <user agent>" with the same IP and shortened user agent as the fingerprint, HTML-escaped.',
    probe:
      'alert body "{ALERT_INFO}" -> the html part contains /\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z - 127\\.0\\.0\\.1 UA/.',
    basis: 'observed',
  },
  {
    id: 'auth.mail.html-layout',
    level: 'must',
    says: 'The resolved body is placed unescaped inside the body element of a fixed HTML page (doctype, head with styles); template syntax in it is not interpreted.',
    probe: 'Body "<p>{{.X}} & y</p>" -> the html part contains exactly that inside <body>.',
    basis: 'observed',
  },
  {
    id: 'auth.mail.mime',
    level: 'should',
    says: 'Over SMTP a mail has one multipart/alternative with text/plain then text/html, both UTF-8 (in the original inside multipart/mixed and quoted-printable); headers From, MIME-Version, Date, Subject, To, Message-ID "<15 alphanumerics@sender domain>", Content-Type. Non-ASCII subject and sender name are RFC 2047 encoded UTF-8.',
    probe: 'Parse the raw message of the SMTP sink.',
    basis: 'observed',
  },
  {
    id: 'auth.mail.text-part',
    level: 'should',
    says: 'The text part is derived from the html - tags removed, links written as [label](href), list items prefixed "- ", style/script/button/form content dropped, blocks separated by CRLF.',
    probe:
      'Default verification mail - text part contains "[Verify](http://localhost:8090/_/#/auth/confirm-verification/JWT)".',
    basis: 'observed',
  },
  {
    id: 'auth.mail.transport',
    level: 'should',
    says: 'With settings.smtp.enabled mails go to host:port - implicit TLS if tls, otherwise STARTTLS when offered - authenticating only when username or password is set; when disabled the local sendmail program is used and its absence is a send failure.',
    probe:
      'smtp.enabled=false without sendmail - request-email-change -> ERR(400, "Failed to request email change."); request-verification -> 204.',
    basis: 'observed',
  },
  {
    id: 'auth.mail.background',
    level: 'should',
    says: 'Verification, password reset and OTP mails are sent after/parallel to the response; email change and alert mails are sent before it.',
    probe:
      'Slow SMTP sink (2 s delay) - request-verification answers at once, request-email-change after the delay.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
