using System.Text.Json;
using Mnist.Domain;

namespace Mnist.Host;

/// <summary>A run that ended earlier, read back from its directory.</summary>
/// <param name="Record">What ran and what it brought.</param>
/// <param name="Directory">Full path.</param>
internal sealed record StoredRun(RunRecord Record, string Directory)
{
    /// <summary>The run of a directory, or every reason why there is none.</summary>
    /// <param name="directory">A folder that <c>mnist train</c> made.</param>
    public static Validation<StoredRun, Complaint> Load(string directory) =>
        Plan(Path.Combine(directory, "plan.json")).Bind(plan =>
            Text(RecordOf(directory)).Bind(record => Of(directory, plan, record)));

    /// <summary>The run that a record tells of; no file is opened.</summary>
    /// <param name="directory">Where plan and record lie.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="record">The text of record.json, as UTF-8.</param>
    public static Validation<StoredRun, Complaint> Of(string directory, Plan plan, byte[] record) =>
        Parse(RecordOf(directory), record).Bind(document => Together(directory, plan, document));

    /// <summary>All runs in a folder that can be read, oldest first; other folders are passed over.</summary>
    /// <param name="parent">Folder of run directories; it may be missing.</param>
    public static IEnumerable<StoredRun> In(string parent) => System.IO.Directory.Exists(parent)
        ? System.IO.Directory.EnumerateDirectories(parent)
            .Order(StringComparer.Ordinal)
            .Select(Load)
            .SelectMany(run => run.Match<IEnumerable<StoredRun>>(valid: found => [found], invalid: _ => []))
        : [];

    private static string RecordOf(string directory) => Path.Combine(directory, "record.json");

    private static Validation<Plan, Complaint> Plan(string path) => Text(path).Bind(text => PlanText.Read(text).Match(
        valid: Validation.Valid<Plan, Complaint>,
        invalid: errors => Damaged<Plan>(path, $"{path}: {errors[0].Sentence()}")));

    private static Validation<byte[], Complaint> Text(string path) => TextFile.Read(path).Match(
        valid: Validation.Valid<byte[], Complaint>,
        invalid: errors => Damaged<byte[]>(path, errors[0].Sentence(path)));

    private static Validation<RecordDocument, Complaint> Parse(string path, byte[] text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("version", out var version)
                && version.TryGetInt32(out var number)
                && number != RecordDocument.CurrentVersion
                ? Damaged<RecordDocument>(path, $"{path}: written in version {number} of the format; this program reads version {RecordDocument.CurrentVersion}.")
                : json.RootElement.Deserialize(ReportJson.Default.RecordDocument) is { } document && document.Epochs.All(e => e is not null)
                ? Validation.Valid<RecordDocument, Complaint>(document)
                : Damaged<RecordDocument>(path, $"{path}: is no record of a run: there is null in the place of a record or an epoch.");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return Damaged<RecordDocument>(path, $"{path}: is no record of a run: {failure.Message}");
        }
    }

    private static Validation<StoredRun, Complaint> Together(string directory, Plan plan, RecordDocument document) =>
        PlanText.Hash(plan) == document.PlanHash
            ? Validation.Valid<StoredRun, Complaint>(new(document.ToRecord(plan), Path.GetFullPath(directory)))
            : Damaged<StoredRun>(directory, $"{directory}: plan.json is not the plan that record.json tells of; one of them was changed.");

    private static Validation<T, Complaint> Damaged<T>(string where, string sentence) =>
        Validation.Invalid<T, Complaint>([new("runDirectory", sentence) { Where = where }]);
}
