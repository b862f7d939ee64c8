import { app, dialog, powerMonitor } from 'electron'
import { quitQuestion, type QuitAnswer, type QuitSituation } from './quit.ts'

type Options = {
  readonly situation: () => QuitSituation
  readonly stopMachine: () => Promise<void>
  /** Lets go of everything; the app ends when it has. */
  readonly release: () => Promise<void>
}

/** Asks before the app quits where that matters; a shutdown of the computer is not held up. */
export function askBeforeQuit({ situation, stopMachine, release }: Options): void {
  let phase: 'open' | 'asking' | 'leaving' | 'left' = 'open'

  const leave = async () => {
    phase = 'leaving'
    await release()
    phase = 'left'
    app.quit()
  }
  const decide = async () => {
    phase = 'asking'
    const answer = await ask(situation())
    if (answer === 'stay' || (answer === 'stop-and-quit' && !(await stopped(stopMachine)))) {
      phase = 'open'
      return
    }
    await leave()
  }
  app.on('before-quit', (event) => {
    if (phase === 'left') return
    event.preventDefault()
    if (phase === 'open') void decide()
  })
  powerMonitor.on('shutdown', () => {
    if (phase === 'open' || phase === 'asking') void leave()
  })
}

async function ask(situation: QuitSituation): Promise<QuitAnswer> {
  const question = quitQuestion(situation)
  if (question === undefined)
    return situation.isMachineUp && situation.onQuit === 'stop-machine' ? 'stop-and-quit' : 'quit'
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: question.message,
    detail: question.detail,
    buttons: question.buttons.map(({ label }) => label),
    defaultId: 0,
    cancelId: question.buttons.length - 1,
    noLink: true,
  })
  return question.buttons[response]?.answer ?? 'stay'
}

/** False when the machine did not stop: then the app stays, and has said so. */
async function stopped(stopMachine: () => Promise<void>): Promise<boolean> {
  try {
    await stopMachine()
    return true
  } catch (error) {
    await dialog.showMessageBox({
      type: 'error',
      message: 'The machine could not be stopped, so Goldfinch stays open.',
      detail: error instanceof Error ? error.message : String(error),
    })
    return false
  }
}
