import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export type PageFile = { readonly bytes: Uint8Array; readonly contentType: string }

/**
 * The built page's file for the path of an address; a path without an extension is a place of the
 * app, which the page itself finds. Undefined where there is none, or where it lies outside.
 */
export async function readPageFile(root: string, pathname: string): Promise<PageFile | undefined> {
  const path = decoded(pathname)
  if (path === undefined || path.includes('\0')) return undefined
  const file = join(root, isPlace(path) ? 'index.html' : path)
  const contentType = types[extname(file)]
  if (!file.startsWith(root + sep) || contentType === undefined) return undefined
  try {
    return { bytes: new Uint8Array(await readFile(file)), contentType }
  } catch {
    return undefined // a missing file and an unreadable one are the same to a page: not there
  }
}

/** A container's page ends in its id, and an id may have dots. */
const isPlace = (path: string) => extname(path) === '' || /^\/containers\/[^/]+$/.test(path)

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}
