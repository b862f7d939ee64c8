// What `npm start` runs. Nodes that are too old read this file as well: no newer syntax here.
const oldest = 20
if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(
    'Goldfinch needs Node ' +
      oldest +
      ' or later to start; this is Node ' +
      process.versions.node +
      '. Install a newer one from nodejs.org or your package manager, then run npm start again.',
  )
  process.exitCode = 1
} else {
  import('./launch/main.mjs').then((launch) => launch.main(process.argv.slice(2)))
}
