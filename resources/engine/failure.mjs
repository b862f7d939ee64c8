/**
 * @typedef {'missing-tool' | 'download-failed' | 'checksum-mismatch' | 'build-failed' | 'invalid-input'} Code
 */

/** A sentence a user can act on, a code for the caller, and what the tool printed. */
export class BundleError extends Error {
  /**
   * @param {Code} code
   * @param {string} message
   * @param {string} [detail]
   */
  constructor(code, message, detail) {
    super(message)
    this.name = 'BundleError'
    this.code = code
    this.detail = detail
  }
}

const unreachable =
  /dial tcp|no such host|connection re(fused|set)|i\/o timeout|network is unreachable|proxyconnect|TLS handshake|x509: |disabled by GOPROXY=off|toolchain not available|GOPROXY list is not the empty string|unexpected EOF|\b(403|404|407|410|429|50\d) /i

/**
 * The failure that Go's own words describe.
 *
 * @param {string} program
 * @param {string} printed what go wrote to its standard error
 */
export function goFailure(program, printed) {
  const lines = printed.split('\n').filter((line) => line && !line.startsWith('go: downloading'))
  const detail = lines.slice(-40).join('\n')
  const what = download(detail, printed)
  if (
    /SECURITY ERROR|checksum mismatch|verifying (module|go\.mod)/.test(detail) &&
    !unreachable.test(detail)
  ) {
    return new BundleError(
      'checksum-mismatch',
      `${program}: ${what} is not what go.sum says; refusing to build from it.`,
      detail,
    )
  }
  if (unreachable.test(detail)) {
    return new BundleError(
      'download-failed',
      `${program}: cannot download ${what}: the network or the Go module proxy is out of reach. ` +
        'Connect, or set GOPROXY to a proxy you can reach, and try again.',
      detail,
    )
  }
  return new BundleError(
    'build-failed',
    `${program}: go build failed: ${lines.at(-1) ?? 'no output'}`,
    detail,
  )
}

/**
 * The module or the Go that could not be had. Go does not always name it in the error, but then it
 * has announced it.
 *
 * @param {string} detail
 * @param {string} printed
 */
function download(detail, printed) {
  const go = /download (go\d\S*?\d)(:| for)/.exec(detail)
  if (go) return go[1]
  const module = /([\w.-]+\.[a-z]+\/[\w./~-]+?)@(v[\w.+-]+)/.exec(detail)
  const announced = [...printed.matchAll(/^go: downloading (\S+) (v\S+)$/gm)].at(-1)
  const [, name, version] = module ?? announced ?? []
  return name ? `${name} ${version}` : 'a module'
}
