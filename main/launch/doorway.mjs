import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A page that leads to the address. Arguments of programs can be read by every user of a computer,
 * so a browser is given this file, which only its owner can read, and not the token.
 *
 * @param {string} home
 * @param {string} address with its token
 * @returns {Promise<{ path: string, close: () => Promise<void> }>}
 */
export async function createDoorway(home, address) {
  await mkdir(home, { recursive: true })
  const path = join(home, `open-${new URL(address).port}.html`)
  // A file that is there would keep its own permissions.
  await rm(path, { force: true })
  await writeFile(path, doorway(address), { mode: 0o600, flag: 'wx' })
  return { path, close: () => rm(path, { force: true }) }
}

/** @param {string} address */
const doorway = (address) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Goldfinch</title>
<a href="${address}">Open Goldfinch</a>
</html>
`
