using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mnist.Host.Plans;

/// <summary>Plans as JSON text.</summary>
internal static class PlanText
{
    /// <summary>Most arrays and objects in one another: room for as many residual blocks as the checker allows, two for each.</summary>
    public const int MaxDepth = 256;

    /// <summary>The plan that a text states, or every reason why it states none.</summary>
    /// <param name="text">JSON; comments and trailing commas are allowed.</param>
    public static Validation<Plan, DocumentError> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>The plan that a text states, or every reason why it states none.</summary>
    /// <param name="text">JSON in UTF-8 without a byte order mark.</param>
    public static Validation<Plan, DocumentError> Read(byte[] text) =>
        Read<Plan>(text, PlanFile.Type);

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
        LocatedJson.Read(text).Bind(json => new PlanReader(new(text)).Read<T>(json, type));
}
