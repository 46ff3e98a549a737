using System.Text.Json;
using Mnist.Host.Plans;

namespace Mnist.Host.Runs;

/// <summary>A run that was kept, read back from its directory.</summary>
/// <param name="Record">What ran and its result.</param>
/// <param name="Directory">Full path.</param>
internal sealed record StoredRun(RunRecord Record, string Directory)
{
    /// <summary>One changed figure may contradict every epoch; so many sentences are enough to see that.</summary>
    private const int MostErrors = 10;

    /// <summary>The run of a directory, or every reason why there is none.</summary>
    /// <param name="directory">A folder that <c>mnist train</c> made.</param>
    public static Validation<StoredRun, RunError> Load(string directory) =>
        Plan(Path.Combine(directory, RunFileNames.Plan))
            .Bind(plan => Text(RecordOf(directory), RunSize.MostRecordBytes).Bind(record => Parse(directory, plan, record)))
            .MapErrors(RunError.Of);

    /// <summary>The run that a record tells of; no file is opened.</summary>
    /// <param name="directory">Where plan and record lie.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="record">The text of record.json, as UTF-8.</param>
    public static Validation<StoredRun, RunError> Of(string directory, Plan plan, byte[] record) =>
        Parse(directory, plan, record).MapErrors(RunError.Of);

    /// <summary>All runs in a folder that can be read, oldest first; other folders are passed over.</summary>
    /// <param name="parent">Folder of run directories; it may be missing.</param>
    public static IEnumerable<StoredRun> In(string parent) => System.IO.Directory.Exists(parent)
        ? System.IO.Directory.EnumerateDirectories(parent)
            .Order(StringComparer.Ordinal)
            .Select(Load)
            .SelectMany(run => run.Match<IEnumerable<StoredRun>>(valid: found => [found], invalid: _ => []))
        : [];

    private static string RecordOf(string directory) => Path.Combine(directory, RunFileNames.Record);

    private static Validation<Plan, StoredRunError> Plan(string path) => Text(path, TextFile.MaxBytes).Bind(text =>
        PlanText.Read(text).MapErrors<StoredRunError>(error => new StoredRunError.BadPlan(path, error)));

    private static Validation<byte[], StoredRunError> Text(string path, int most) =>
        TextFile.Read(path, most).MapErrors<StoredRunError>(error => new StoredRunError.BadFile(path, error));

    private static Validation<StoredRun, StoredRunError> Parse(string directory, Plan plan, byte[] text) =>
        Document(RecordOf(directory), text)
            .Bind(document => Together(directory, plan, document))
            .BindErrors<StoredRunError>(errors => errors.Take(MostErrors).ToValueList());

    private static Validation<RecordDocument, StoredRunError> Document(string path, byte[] text)
    {
        StoredRunError Bad(DocumentError error) => new StoredRunError.BadRecord(path, error);
        return LocatedJson.Read(text)
            .MapErrors(Bad)
            .Bind(json => VersionOf(json) is { } version && version != RecordDocument.CurrentVersion
                ? new StoredRunError.OtherVersion(path, version)
                : json.Unless(RecordContract.Check(json).Select(Bad)))
            .Map(_ => JsonSerializer.Deserialize(text, RecordJson.Default.RecordDocument)!);
    }

    /// <summary>Another version has another contract: that is said, and not every difference.</summary>
    private static int? VersionOf(LocatedJson json) =>
        json is LocatedJson.Object record
        && record.Members.FirstOrDefault(member => member.Name == "version")?.Value is LocatedJson.Number number
        && int.TryParse(number.Digits, out var version) ? version : null;

    private static Validation<StoredRun, StoredRunError> Together(string directory, Plan plan, RecordDocument document) =>
        PlanText.Hash(plan) != document.PlanHash
            ? new StoredRunError.OtherPlan(directory)
            : document.Unless(new RecordRules(RecordOf(directory), plan).Check(document))
                .Map(sound => new StoredRun(sound.ToRecord(plan), Path.GetFullPath(directory)));
}
