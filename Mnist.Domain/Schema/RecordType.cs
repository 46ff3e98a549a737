namespace Mnist.Domain.Schema;

/// <summary>One type of record in a plan, as the table of its fields.</summary>
/// <param name="Name">Its type in a plan file: "conv2d"; empty where no other type can stand in its place.</param>
/// <param name="Meaning">What it is, in a few words without a full stop.</param>
/// <param name="Blank">Such a record; its required fields hold anything, the others their defaults.</param>
/// <param name="FieldsOf">All fields of a record of this type, in the order of the file.</param>
public sealed record RecordType(string Name, string Meaning, object Blank, Func<object, IReadOnlyList<Field>> FieldsOf)
{
    /// <summary>A type of record.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="name">Its type in a plan file.</param>
    /// <param name="meaning">What it is.</param>
    /// <param name="blank">A record with its defaults.</param>
    /// <param name="fieldsOf">Its table.</param>
    internal static RecordType Of<T>(string name, string meaning, T blank, Func<T, Field[]> fieldsOf)
        where T : class => new(name, meaning, blank, record => fieldsOf((T)record));

    /// <summary>All fields in the order of the file; optional ones hold their defaults.</summary>
    public IReadOnlyList<Field> Fields => FieldsOf(Blank);

    /// <summary>The record with these values, and the defaults that its constructor gives the other fields.</summary>
    /// <param name="values">One for each field, in their order; null where it is left out, which no required one is.</param>
    public object Make(IReadOnlyList<object?> values)
    {
        // What is required first, for defaults may follow from it.
        var record = Blank;
        foreach (var required in (ReadOnlySpan<bool>)[true, false])
        {
            for (var i = 0; i < values.Count; i++)
            {
                if (values[i] is { } value && FieldsOf(record)[i] is var field && field.IsRequired == required)
                    record = field.With(value);
            }
        }

        return record;
    }

    /// <summary>The fields that a file has to state: those that are required, and those that do not hold their defaults.</summary>
    /// <param name="record">A record of this type.</param>
    /// <returns>In the order of the file; all have values.</returns>
    public IEnumerable<Field> Stated(object record)
    {
        var fields = FieldsOf(record);
        var defaults = FieldsOf(Make([.. fields.Select(field => field.IsRequired ? field.Value : null)]));
        return fields.Where((field, i) => field.Value is not null && (field.IsRequired || !field.Value.Equals(defaults[i].Value)));
    }
}
