import type { ThemeConfig } from 'antd';

/** The widgets' share of the palette in desk.css: ink on paper, one blue for what can be done, red only for danger and lateness. */
export const theme: ThemeConfig = {
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
