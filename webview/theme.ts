// The editor's colours and fonts as the canvas needs them, read again whenever the theme changes.

export interface Theme {
  readonly isDark: boolean;
  readonly foreground: string;
  readonly secondary: string;
  readonly line: string;
  readonly cursor: string;
  /** What is chosen or stood on. */
  readonly focus: string;
  readonly background: string;
  readonly font: string;
  readonly numberFont: string;
  /** One colour per population, in order; more populations begin again. */
  readonly palette: readonly string[];
}

/** The style file defines this many population colours, light and dark. */
const colourCount = 7;

export function readTheme(): Theme {
  const styles = getComputedStyle(document.body);
  const read = (name: string, otherwise: string): string =>
    styles.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
  const { classList } = document.body;
  const isHighContrast = classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light');
  const isDark = !classList.contains('vscode-light') && !classList.contains('vscode-high-contrast-light');
  const foreground = read('foreground', isDark ? '#cccccc' : '#333333');
  return {
    isDark,
    foreground,
    secondary: read('descriptionForeground', foreground),
    // High contrast draws borders as strong as data: here they would be taken for it.
    line: isHighContrast ? faint(foreground) : read('editorWidget-border', isDark ? '#454545' : '#c8c8c8'),
    focus: read('focusBorder', foreground),
    cursor: read('editorCursor-foreground', foreground),
    background: read('editor-background', isDark ? '#1e1e1e' : '#ffffff'),
    font: read('font-family', 'sans-serif'),
    numberFont: read('editor-font-family', 'monospace'),
    palette: Array.from({ length: colourCount }, (_, at) => styles.getPropertyValue(`--population-${at}`).trim()),
  };
}

const faint = (colour: string): string => `color-mix(in srgb, ${colour} 35%, transparent)`;

/** Calls back once the new theme's colours can be read. */
export function onThemeChange(listener: () => void): void {
  let asked = false;
  const observer = new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      listener();
    });
  });
  // The class says light or dark; the variables themselves stand in the root's style.
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}
