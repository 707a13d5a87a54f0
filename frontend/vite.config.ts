// One entry an island; names carry a hash of what they hold, and manifest.json tells the service which is which.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  base: "/built/",
  plugins: [svelte()],
  build: {
    outDir: "../src/safeconduct/web/built",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsDir: "",
    assetsInlineLimit: 0, // no data: address, the policy of the pages has none
    modulePreload: { polyfill: false },
    target: "es2022",
    chunkSizeWarningLimit: 1200, // MapLibre, loaded where a map is
    rollupOptions: {
      input: {
        shell: "src/shell.ts",
        situation: "src/situation.ts",
        plan: "src/plan.ts",
        reports: "src/reports.ts",
      },
    },
  },
  worker: { format: "es" },
});
