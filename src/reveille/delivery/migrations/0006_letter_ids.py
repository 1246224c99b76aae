from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0005_examined'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='delivery', name='delivery_letter'),
        migrations.RemoveField(model_name='delivery', name='message_id'),
    ]
