/** One container to make, and what becomes of it. */
export type Planned = {
  readonly name: string
  readonly state: 'running' | 'paused' | 'exited' | 'created'
  readonly argv: readonly string[]
}

/**
 * The containers of a busy build box: most run, some are paused, ended or never started, a quarter
 * belongs to projects, some publish ports, have health checks, volumes or limits.
 */
export function planFleet(count: number, image: string): readonly Planned[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `bench-${String(index).padStart(3, '0')}`
    const state = stateOf(index)
    const verb = state === 'created' ? ['create'] : ['run', '-d']
    const command = state === 'exited' ? ['sh', '-c', 'echo done'] : ['sleep', '1000000']
    return { name, state, argv: [...verb, '--name', name, ...extras(index), image, ...command] }
  })
}

function stateOf(index: number): Planned['state'] {
  if (index % 20 === 7) return 'paused'
  if (index % 10 === 3) return 'exited'
  return index % 20 === 18 ? 'created' : 'running'
}

function extras(index: number): readonly string[] {
  const project = `project-${Math.floor(index / 8) % 6}`
  return [
    ...(index % 4 === 1
      ? [
          '--label',
          `com.docker.compose.project=${project}`,
          '--label',
          `com.docker.compose.service=service-${index}`,
        ]
      : []),
    ...(index % 10 === 5 ? ['-p', `127.0.0.1::80`] : []),
    ...(index % 10 === 6 ? ['--memory', '64m', '--cpus', '0.5'] : []),
    ...(index % 20 === 9 ? ['-v', `bench-volume-${index}:/data`] : []),
    ...(index % 20 === 11 ? ['--health-cmd', 'true', '--health-interval', '1h'] : []),
    ...(index % 5 === 2 ? ['-e', `NUMBER=${index}`, '-e', 'LANG=C.UTF-8'] : []),
  ]
}
