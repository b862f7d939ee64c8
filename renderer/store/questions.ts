import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Question } from '../ui/ConfirmDialog.tsx'

/** One question at a time for the whole page, so that every place asks in the same words. */
const questions = createStore<{ readonly question?: Question }>(() => ({}))

export const ask = (question: Question): void => questions.setState({ question }, true)
export const closeQuestion = (): void => questions.setState({}, true)
export const useQuestion = (): Question | undefined =>
  useStore(questions, ({ question }) => question)
