using Mnist.Domain.Schema;

namespace Mnist.Domain.PlanFiles;

/// <summary>What a plan file holds: the fields of a plan, and what editors put into it.</summary>
public static class PlanFile
{
    /// <summary>The member that says of which type a record is, where there are several.</summary>
    public const string Discriminator = "type";

    /// <summary>The type of the file's object.</summary>
    public static RecordType Type { get; } = WithSchema(PlanFields.Plan);

    /// <summary>A type of record as a file holds it.</summary>
    public static RecordType WithSchema(RecordType type) => type with { FieldsOf = record => [Schema(record), .. type.FieldsOf(record)] };

    private static Field Schema(object record) => new(
        "$schema",
        "Where an editor finds the JSON Schema of this file; not used otherwise",
        new FieldKind.Text(),
        IsRequired: false,
        Value: null,
        With: _ => record);
}
