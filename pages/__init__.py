"""The pages. Only this file stands directly here: Streamlit takes pages/*.py for pages of its own."""
