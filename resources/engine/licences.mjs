import { access, copyFile, mkdir, readdir } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'

const legal = /^(licen[cs]e|copying|copyright|notice|patents|unlicense)([._-].*)?$/i
const source = /\.(go|s|c|h|py|js|ts)$/i

/**
 * A package that is linked into a program, and the module it comes from.
 *
 * @typedef {{ dir: string, module: { name: string, dir: string } }} LinkedPackage
 */

/**
 * Copies the licence texts of all linked packages: those beside a package and those in the folders
 * above it, up to its module's own.
 *
 * @param {readonly LinkedPackage[]} packages
 * @param {string} out gets one folder for each module, named as in `example.com/module@v1.0.0`
 */
export async function collectLicences(packages, out) {
  /** @type {Map<string, string>} */
  const folders = new Map()
  for (const { dir, module } of packages) {
    for (let folder = dir; !folders.has(folder); folder = dirname(folder)) {
      folders.set(folder, join(out, module.name, relative(module.dir, folder)))
      if (folder === module.dir) break
    }
  }
  for (const [from, to] of folders) await copyTexts(from, to)
}

/**
 * @param {string} from
 * @param {string} to
 */
async function copyTexts(from, to) {
  const entries = await readdir(from, { withFileTypes: true })
  const texts = entries.filter(
    (entry) => entry.isFile() && legal.test(entry.name) && !source.test(entry.name),
  )
  if (texts.length === 0) return
  await mkdir(to, { recursive: true })
  for (const { name } of texts) await copyFile(join(from, name), join(to, name))
}

/**
 * Copies those texts that exist, for what is linked but comes from no module.
 *
 * @param {readonly string[]} texts
 * @param {string} to
 */
export async function copyExisting(texts, to) {
  await mkdir(to, { recursive: true })
  for (const text of texts) {
    const exists = await access(text).then(
      () => true,
      () => false,
    )
    if (exists) await copyFile(text, join(to, basename(text)))
  }
}
