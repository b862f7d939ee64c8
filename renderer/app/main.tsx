import './no-eval.ts'
import '../ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { navigate } from 'wouter/use-browser-location'
import { connectPage } from '../rpc/index.ts'
import { App } from './App.tsx'
import { start } from './start.ts'
import { followSystemTheme } from './theme.ts'

followSystemTheme()
window.bridge?.onGo((path) => navigate(path))

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no place for the app.')
createRoot(root).render(
  <StrictMode>
    <App backend={start(connectPage())} />
  </StrictMode>,
)
