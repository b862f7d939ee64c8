import type { IncomingMessage, ServerResponse } from 'node:http'
import { readPageFile } from '../base/page-file.ts'
import { contentSecurityPolicy, pageHeaders } from '../base/policy.ts'

/** Answers with a file of the built page; whoever asks has passed the gate. */
export async function answerWithPage(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, 'Only GET and HEAD.')
    return
  }
  // Not through URL: that one resolves `..`, and what was asked for is what is checked.
  const [pathname = '/'] = (request.url ?? '/').split(/[?#]/)
  const file = await readPageFile(root, pathname)
  if (file === undefined) {
    refuse(response, 404, 'There is no such file.')
    return
  }
  const policy = contentSecurityPolicy(`ws://${request.headers.host ?? ''}`)
  response.writeHead(200, {
    ...pageHeaders(file.contentType, policy),
    'content-length': file.bytes.length,
    // Only the names of assets change with what is in them.
    'cache-control': pathname.startsWith('/assets/')
      ? 'private, max-age=31536000, immutable'
      : 'no-store',
    'cross-origin-resource-policy': 'same-origin',
  })
  response.end(request.method === 'HEAD' ? undefined : file.bytes)
}

export function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(`${sentence}\n`)
}
