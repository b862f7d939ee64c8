import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The version that the package.json of the app's folder says. */
export async function readVersion(root: string): Promise<string> {
  const content: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const isNamed = typeof content === 'object' && content !== null && 'version' in content
  return isNamed && typeof content.version === 'string' ? content.version : 'unknown'
}
