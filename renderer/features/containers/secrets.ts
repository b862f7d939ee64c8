const names =
  /(^|[_.-])(pass(word|wd|phrase)?|pwd|secret|token|api_?key|apikey|access_?key|private_?key|encryption_?key|signing_?key|credentials?|auth|cookie|salt|dsn|jwt|session_?key)([_.-]|$|\d)|password|secret/i

/** `scheme://user:password@host`. */
const withPassword = /:\/\/[^/\s:@]*:[^/\s@]+@/

const shapes =
  /^(gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{15,}|xox[abpr]-[\w-]{10,}|AKIA[0-9A-Z]{16}|sk-[\w-]{20,}|eyJ[\w-]{8,}\.[\w-]+\.[\w-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----)/

/** Whether a variable probably holds something that should not stand on a shared screen. */
export function isSecret(name: string, value: string): boolean {
  if (value === '' || /^(true|false|yes|no|on|off|\d{1,4})$/i.test(value)) return false
  // A path to a secret is none.
  if (/_(file|path|dir)$/i.test(name) && value.startsWith('/')) return false
  return names.test(name) || withPassword.test(value) || shapes.test(value)
}
