import type { ThemeConfig } from 'antd';
import { useSyncExternalStore } from 'react';

/** The widgets' share of the palette in desk.css: ink on paper, one blue for what can be done, red only for danger and lateness. */
const theme: ThemeConfig = {
  cssVar: { key: 'desk' },
  hashed: false,
  token: {
    colorPrimary: '#1b5e8c',
    colorInfo: '#1b5e8c',
    colorSuccess: '#1b6e4b',
    colorWarning: '#96580a',
    colorError: '#b3261e',
    colorText: '#16232e',
    colorTextSecondary: '#465663',
    colorTextTertiary: '#5c6b77',
    colorTextDescription: '#5c6b77',
    colorTextPlaceholder: '#6b7883',
    colorBorder: '#c3cdd5',
    colorBorderSecondary: '#dfe5ea',
    colorBgLayout: '#f2f4f6',
    borderRadius: 4,
    fontSize: 14,
    controlHeight: 32,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.18s',
    fontFamily: 'inherit',
  },
  components: {
    Segmented: { trackBg: '#e1e7ec' },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
};

const still: ThemeConfig = { ...theme, token: { ...theme.token, motion: false } };

/**
 * Who asks for less motion gets none. The style sheet alone would not do: a dialog that waits for the end of an animation that
 * never runs stays in the way.
 */
export const withMotion = (motion: boolean): ThemeConfig => (motion ? theme : still);

const reduced = window.matchMedia('(prefers-reduced-motion: reduce)');

const watchReduced = (changed: () => void) => {
  reduced.addEventListener('change', changed);
  return () => reduced.removeEventListener('change', changed);
};

export const useReducedMotion = (): boolean => useSyncExternalStore(watchReduced, () => reduced.matches);
