// A classic script, so that the page waits for it before its first paint. app/theme.ts keeps the word.
;(() => {
  const chosen = localStorage.getItem('theme')
  const system = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
  const theme = chosen === 'light' || chosen === 'dark' ? chosen : system
  document.documentElement.dataset.theme = theme
})()
