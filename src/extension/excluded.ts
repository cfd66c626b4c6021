// Which folders of a workspace are never looked into.

/** Folders that hold nobody's model. */
export const excluded =
  '**/{node_modules,.git,.venv,venv,env,site-packages,__pycache__,.ipynb_checkpoints,.tox,build,dist}/**';
