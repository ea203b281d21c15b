from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trafficking', '0002_desk'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='digest',
            field=models.CharField(blank=True, default='', editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='image',
            name='digest',
            field=models.CharField(blank=True, default='', editable=False, max_length=64),
        ),
    ]
