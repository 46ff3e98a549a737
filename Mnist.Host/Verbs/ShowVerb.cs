namespace Mnist.Host;

/// <summary><c>mnist show PLAN</c>: a plan as the file that states it.</summary>
internal static class ShowVerb
{
    public static Reply Run(string plan) => PlanSource.Load(plan).Match(
        valid: found => Print(PlanText.Write(found)),
        invalid: errors => Reply.Refuse(ExitCode.Invalid, errors.Select(Complaint.Of)));

    private static Reply Print(string text) => new(ExitCode.Done) { Text = [new Block.Verbatim(text)], Json = () => text };
}
