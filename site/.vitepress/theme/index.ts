import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import LiveLogin from './live-login.vue';
import MermaidDiagram from './mermaid-diagram.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('LiveLogin', LiveLogin);
    app.component('MermaidDiagram', MermaidDiagram);
  },
} satisfies Theme;
