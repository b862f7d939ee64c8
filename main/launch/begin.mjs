// Nodes that are too old read this file and those that import it: no newer syntax in them.
const oldest = 20

export function begin(load) {
  if (Number(process.versions.node.split('.')[0]) >= oldest) return load()
  console.error(
    'Goldfinch needs Node ' +
      oldest +
      ' or later; this is Node ' +
      process.versions.node +
      '. Install a newer one from nodejs.org or with your package manager, then try again.',
  )
  process.exitCode = 1
}
