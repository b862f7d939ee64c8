/** What the question before quitting says, and what its answers do. */
export type QuitQuestion = {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly { readonly label: string; readonly answer: QuitAnswer }[]
}
export type QuitAnswer = 'quit' | 'stop-and-quit' | 'stay'

export type QuitSituation = {
  readonly isMachineUp: boolean
  readonly runningContainers: number
  readonly onQuit: 'keep-running' | 'stop-machine'
}

/** No question where nothing runs that quitting would leave, or take away. */
export function quitQuestion(situation: QuitSituation): QuitQuestion | undefined {
  const { isMachineUp, runningContainers: count, onQuit } = situation
  if (!isMachineUp || count === 0) return undefined
  const containers = `${count} ${count === 1 ? 'container' : 'containers'}`
  const stay = { label: 'Cancel', answer: 'stay' } as const
  if (onQuit === 'stop-machine')
    return {
      message: 'Quit Goldfinch and stop the machine?',
      detail: `${containers} will be stopped with it. Their data stays. To keep them running when you quit, change it in Settings.`,
      buttons: [{ label: 'Stop and Quit', answer: 'stop-and-quit' }, stay],
    }
  return {
    message: 'Quit Goldfinch?',
    detail: `${containers} ${count === 1 ? 'keeps' : 'keep'} running without it. Open Goldfinch again to see ${count === 1 ? 'it' : 'them'}.`,
    buttons: [
      { label: 'Quit', answer: 'quit' },
      { label: 'Stop and Quit', answer: 'stop-and-quit' },
      stay,
    ],
  }
}
