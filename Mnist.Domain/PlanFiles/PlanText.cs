using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mnist.Domain.Documents;
using Mnist.Domain.Planning;
using Mnist.Domain.Schema;
using Mnist.Domain.Spaces;

namespace Mnist.Domain.PlanFiles;

/// <summary>Plans as JSON text.</summary>
/// <example>
/// <code>
/// var text = PlanText.Write(PlanCatalog.Find("eva6/5")!).Replace("filters", "filtres");
/// foreach (var error in PlanText.Read(text).Match(valid: _ => [], invalid: errors => errors))
///     Console.WriteLine(error); // unknown member 'filtres' at line 5, column 25; did you mean 'filters'?
/// </code>
/// </example>
public static class PlanText
{
    /// <summary>The plan that a text states, or every reason why it states none.</summary>
    /// <param name="text">JSON; comments and trailing commas are allowed.</param>
    public static Validation<Plan, DocumentError> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>The plan that a text states, or every reason why it states none.</summary>
    /// <param name="text">JSON in UTF-8 without a byte order mark.</param>
    public static Validation<Plan, DocumentError> Read(byte[] text) =>
        Read<Plan>(text, PlanFile.Type);

    /// <summary>The plan that a text states and where its parts stand, or every reason why it states none.</summary>
    /// <param name="text">JSON in UTF-8 without a byte order mark.</param>
    public static Validation<StatedPlan, DocumentError> ReadPlaced(byte[] text) => LocatedJson.Read(text).Bind(json =>
        PlanReader.Read<Plan>(json, PlanFile.Type).Map(plan => new StatedPlan(plan, new(json))));

    /// <summary>The plan that a text with errors was surely meant to state; null where that cannot be told.</summary>
    /// <param name="text">JSON in UTF-8 without a byte order mark.</param>
    public static MeantPlan? ReadMeant(byte[] text) =>
        LocatedJson.Read(text).Match(valid: TextRepair.Find, invalid: _ => null);

    /// <summary>The space that a text states, or every reason why it states none.</summary>
    /// <param name="text">JSON in UTF-8 without a byte order mark; a plan is a space of one design.</param>
    public static Validation<Space, DocumentError> ReadSpace(byte[] text) => Read<Space>(text, SpaceFile.Type);

    /// <summary>A plan as a person would write it: no defaults, one layer a line.</summary>
    /// <param name="plan">A plan whose numbers are finite.</param>
    public static string Write(Plan plan) => ReadableJson.Write(PlanWriter.Write(PlanFile.Type, plan));

    /// <summary>A space as a person would write it; ranges are written out.</summary>
    /// <param name="space">A space whose numbers are finite.</param>
    public static string WriteSpace(Space space) => ReadableJson.Write(PlanWriter.Write(SpaceFile.Type, space));

    /// <summary>What <see cref="Write"/> writes, member by member.</summary>
    /// <param name="plan">A plan whose numbers are finite.</param>
    public static JsonElement Json(Plan plan) => ReadableJson.Element(PlanWriter.Write(PlanFile.Type, plan));

    /// <summary>SHA-256 of what <see cref="Write"/> makes, lower-case hexadecimal: no formatting or order of members changes it.</summary>
    /// <param name="plan">A plan whose numbers are finite.</param>
    public static string Hash(Plan plan) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(plan))));

    private static Validation<T, DocumentError> Read<T>(byte[] text, RecordType type) =>
        LocatedJson.Read(text).Bind(json => PlanReader.Read<T>(json, type));
}
