import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What lies over the page: one at a time. */
type Panel = 'palette' | 'tasks' | 'new-namespace'
const panels = createStore<{ readonly open?: Panel }>(() => ({}))

export const openPanel = (panel: Panel): void => panels.setState({ open: panel }, true)
export const closePanel = (): void => panels.setState({}, true)
export const useIsOpen = (panel: Panel): boolean => useStore(panels, ({ open }) => open === panel)
export const togglePanel = (panel: Panel): void =>
  panels.getState().open === panel ? closePanel() : openPanel(panel)
