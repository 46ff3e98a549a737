using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mnist.Host.Runs;

namespace Mnist.Host.Sweeps;

/// <summary>Manifests as JSON text.</summary>
internal static class SweepManifestText
{
    private const int CurrentFormat = 1;

    /// <summary>A manifest as its file holds it.</summary>
    public static string Write(SweepManifest sweep) => JsonText.Write(
        new(
            CurrentFormat,
            sweep.Version,
            sweep.Command,
            [.. sweep.Plans.Select(PlanText.Json)],
            [.. sweep.Seeds],
            sweep.Backend,
            DataRecordDocument.Of(sweep.Data),
            sweep.DataFolder)
        {
            Halve = sweep.Halve,
        },
        SweepManifestJson.Default.SweepManifestDocument);

    /// <summary>The manifest in a text, or why there is none.</summary>
    /// <param name="text">As UTF-8.</param>
    public static Validation<SweepManifest, string> Read(byte[] text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SweepManifestJson.Default.SweepManifestDocument) is { } document
                ? Of(document)
                : Refuse("it is empty");
        }
        catch (JsonException failure)
        {
            return Refuse(failure.Message);
        }
    }

    private static Validation<SweepManifest, string> Of(SweepManifestDocument document) =>
        document.Format != CurrentFormat ? Refuse($"it has format {document.Format}, and this program reads format {CurrentFormat}")
        : document.Plans.Count == 0 || document.Seeds.Count == 0 ? Refuse("it has no run")
        : document.Plans
            .Traverse(plan => PlanText.Read(Encoding.UTF8.GetBytes(plan.GetRawText())).MapErrors(_ => "one of its plans is none"))
            .Map(plans => new SweepManifest(
                document.Version,
                document.Command,
                plans,
                document.Seeds.Distinct().ToValueList(),
                document.Backend,
                document.Data.ToRecord(),
                document.DataFolder)
            {
                Halve = document.Halve,
            });

    private static Validation<SweepManifest, string> Refuse(string why) => Validation.Invalid<SweepManifest, string>([why]);
}

/// <summary>The file sweep-ID.json beside the runs of a sweep.</summary>
internal sealed record SweepManifestDocument(
    int Format,
    string Version,
    string Command,
    IReadOnlyList<JsonElement> Plans,
    IReadOnlyList<long> Seeds,
    string Backend,
    DataRecordDocument Data,
    string? DataFolder)
{
    /// <summary>Left out where it is not so: the text of other sweeps, which gives them their names, stays what it was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Halve { get; init; }
}

/// <summary>How manifests are written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SweepManifestDocument))]
internal sealed partial class SweepManifestJson : JsonSerializerContext;
