"""Reading overeenkomsten, the money and what changed."""
