/** As people write it: without the default registry, its library, and an algorithm's long digest. */
export function shortImage(reference: string): string {
  const [name = '', digest] = reference.split('@')
  const short = name.replace(/^docker\.io\//, '').replace(/^library\//, '')
  if (digest === undefined) return short
  return `${short}@${digest.replace(/^sha256:/, '').slice(0, 12)}`
}
