/** React, Vue and Svelte with Vite: a page, and a server of its own for the login. */
import {
  pageStyle,
  startServer,
  type Files,
  type MakeRecipe,
  type Project,
  type Recipe,
} from './recipe.js';

const server = `import { createServer } from 'node:http';
import process from 'node:process';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { login } from './wechat-login.mjs';

createServer(toNodeListener(login)).listen(process.env.PORT ?? 3001);
`;

const pageFor = ({ lang, title }: Project['written'], script: string): string => `<!doctype html>
<html lang="${lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <link rel="icon" href="data:,">
  <style>${pageStyle}</style>
</head>
<body>
  <div id="sign-in"></div>
  <script type="module" src="/${script}"></script>
</body>
</html>
`;

const configFor = (
  { comments }: Project['written'],
  [name, from, plugin]: readonly [name: string, from: string, plugin: string],
): string => `${
  name === 'svelte' ? `import { svelte } from '${from}'` : `import ${name} from '${from}'`
};
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [${plugin}],
  // ${comments.sameOrigin}
  server: { proxy: { '/wechat-login': 'http://localhost:3001' } },
});
`;

/** What differs between the frameworks. */
interface Front {
  /** The component, and the script that shows it in #sign-in. */
  readonly component: string;
  readonly script: string;
  readonly sources: Files;
  /** Name, package and call of the plugin for Vite. */
  readonly plugin: readonly [name: string, from: string, call: string];
  readonly add: readonly string[];
  readonly packages: readonly string[];
}

/** A new project gets the page as index.html; an existing one as a page beside its own. */
function recipeOf({ isNew, written, additions }: Project, front: Front): Recipe {
  const { component, script, sources, plugin, add, packages } = front;
  return {
    files: {
      'server.mjs': server,
      [isNew ? 'index.html' : 'sign-in.html']: pageFor(written, script),
      ...sources,
      ...(isNew && { 'vite.config.mjs': configFor(written, plugin) }),
    },
    add: isNew
      ? []
      : [
          "vite.config: server: { proxy: { '/wechat-login': 'http://localhost:3001' } }",
          ...add,
          additions.showComponent(component, script),
        ],
    packages: ['vite@^8', ...packages],
    scripts: { dev: 'vite', build: 'vite build', start: startServer },
  };
}

const react: MakeRecipe = (project) => {
  const kind = project.isTyped ? 'tsx' : 'jsx';
  const component = `src/WechatLogin.${kind}`;
  const script = `src/sign-in.${kind}`;
  return recipeOf(project, {
    ...{ component, script, add: [] },
    sources: {
      [component]: reactComponent(project.written),
      [script]: `import { createRoot } from 'react-dom/client';
import WechatLogin from './WechatLogin';

createRoot(document.querySelector('#sign-in')${project.isTyped ? '!' : ''}).render(<WechatLogin />);
`,
    },
    plugin: ['react', '@vitejs/plugin-react', 'react()'],
    packages: ['react@^19', 'react-dom@^19', '@vitejs/plugin-react@^6'],
  });
};

/** For Next.js, too. */
export const reactComponent = ({
  greeting,
}: Project['written']): string => `import { useState } from 'react';
import { WechatMpLogin } from 'wechat-mp-login/react';

export default function WechatLogin() {
  const [name, setName] = useState('');
  if (name) return <p>${greeting}{name}</p>;
  return (
    <WechatMpLogin backend="/wechat-login" onSuccess={(event) => setName(event.account.name)} />
  );
}
`;

/** Vue would take the tag for a component of its own. */
export const isCustomElement = "isCustomElement: (tag) => tag.startsWith('wechat-mp-')";

/** @param load the line that loads the tags; in Nuxt, a plugin does */
export const vueComponent = (
  { isTyped, written }: Project,
  load = "import 'wechat-mp-login';\n",
): string =>
  `<script setup${isTyped ? ' lang="ts"' : ''}>
import { ref } from 'vue';
${load}${isTyped ? "import type {} from 'wechat-mp-login/types/vue';\n" : ''}
const name = ref('');
</script>

<template>
  <p v-if="name">${written.greeting}{{ name }}</p>
  <wechat-mp-login
    v-else
    backend="/wechat-login"
    @wechat-mp-login-success="name = $event.account.name"
  />
</template>
`;

const vue: MakeRecipe = (project) => {
  const component = 'src/WechatLogin.vue';
  const script = `src/sign-in.${project.isTyped ? 'ts' : 'js'}`;
  return recipeOf(project, {
    ...{ component, script },
    sources: {
      [component]: vueComponent(project),
      [script]: `import { createApp } from 'vue';
import WechatLogin from './WechatLogin.vue';

createApp(WechatLogin).mount('#sign-in');
`,
    },
    plugin: [
      'vue',
      '@vitejs/plugin-vue',
      `vue({ template: { compilerOptions: { ${isCustomElement} } } })`,
    ],
    add: [`vite.config: vue({ template: { compilerOptions: { ${isCustomElement} } } })`],
    packages: ['vue@^3', '@vitejs/plugin-vue@^6'],
  });
};

const svelte: MakeRecipe = (project) => {
  const component = 'src/WechatLogin.svelte';
  const script = `src/sign-in.${project.isTyped ? 'ts' : 'js'}`;
  const types = "  import type {} from 'wechat-mp-login/types/svelte';\n";
  return recipeOf(project, {
    ...{ component, script, add: [] },
    sources: {
      [component]: `<script${project.isTyped ? ' lang="ts"' : ''}>
  import 'wechat-mp-login';
${project.isTyped ? types : ''}
  let name = $state('');
</script>

{#if name}
  <p>${project.written.greeting}{name}</p>
{:else}
  <wechat-mp-login
    backend="/wechat-login"
    onwechat-mp-login-success={(event) => (name = event.account.name)}
  ></wechat-mp-login>
{/if}
`,
      [script]: `import { mount } from 'svelte';
import WechatLogin from './WechatLogin.svelte';

mount(WechatLogin, { target: document.querySelector('#sign-in')${project.isTyped ? '!' : ''} });
`,
    },
    plugin: ['svelte', '@sveltejs/vite-plugin-svelte', 'svelte()'],
    packages: ['svelte@^5', '@sveltejs/vite-plugin-svelte@^7'],
  });
};

export const withVite = { react, vue, svelte } as const;
