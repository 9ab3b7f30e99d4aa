USE [crm]
GO
INSERT [dbo].[P] ([Id], [N]) VALUES (1, N'Z', CAST(N'1985' AS Date))
GO
