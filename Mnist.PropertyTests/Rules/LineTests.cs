using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Mnist.PropertyTests.Rules;

/// <summary>The longest line that .editorconfig declares, which no formatter holds.</summary>
public sealed class LineTests
{
    private const int Longest = 140;

    /// <summary>A break within a raw string would change what it says: markup and scripts may be longer.</summary>
    [Fact]
    public void No_line_is_longer_than_declared() => Assert.Empty(
        from path in SourceReader.Sources()
        let lines = File.ReadAllLines(path)
        where lines.Any(line => line.Length > Longest)
        from line in TooLong(path, lines)
        select $"{Path.GetRelativePath(SourceReader.Root, path)}:{line + 1}");

    private static IEnumerable<int> TooLong(string path, string[] lines)
    {
        var tree = CSharpSyntaxTree.ParseText(File.ReadAllText(path));
        var raw = tree.GetRoot().DescendantNodes().Where(IsRaw).Select(node => tree.GetLineSpan(node.Span)).ToList();
        return Enumerable.Range(0, lines.Length)
            .Where(line => lines[line].Length > Longest)
            .Where(line => !raw.Exists(span => span.StartLinePosition.Line <= line && line <= span.EndLinePosition.Line));
    }

    private static bool IsRaw(SyntaxNode node) => node switch
    {
        InterpolatedStringExpressionSyntax text => text.StringStartToken.Text.EndsWith("\"\"\"", StringComparison.Ordinal)
            || text.StringStartToken.IsKind(SyntaxKind.InterpolatedMultiLineRawStringStartToken),
        LiteralExpressionSyntax { Token.Text: var text } => text.StartsWith("\"\"\"", StringComparison.Ordinal),
        _ => false,
    };
}
