"""Reports from people without an account: asked step by step, a draft that only their code opens, then sealed to readers."""
