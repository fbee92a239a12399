"""What the business means: values and rules, without files, databases or screens."""
